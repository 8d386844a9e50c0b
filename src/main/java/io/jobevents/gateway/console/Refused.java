package io.jobevents.gateway.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** The answer to a request whose body is not read. */
final class Refused {

    /** For the rest of a body to arrive, so that the client reads the answer before the connection ends. */
    private static final Duration REST = Duration.ofSeconds(1);

    private Refused() {}

    /** On the event loop. Over HTTP/1.1 the connection ends with the answer, if there is a body. */
    static void answer(RoutingContext routing, ConsoleProblem problem) {
        HttpServerRequest request = routing.request();
        if (routing.response().ended() || routing.response().closed()) {
            return;
        }
        boolean rest = !request.isEnded();
        boolean last = rest && hasBody(request) && request.version() != HttpVersion.HTTP_2;
        if (last) {
            routing.response().putHeader("Connection", "close");
            request.endHandler(whole -> request.connection().close());
        }
        if (rest) {
            request.handler(piece -> {});
        }
        routing.response()
                .setStatusCode(problem.reason().status())
                .putHeader("Content-Type", ConsoleProblem.MEDIA_TYPE)
                .end(Buffer.buffer(problem.body().bytes()));
        if (rest) {
            request.resume();
        }
        if (last) {
            routing.vertx()
                    .setTimer(REST.toMillis(), late -> request.connection().close());
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null || length != null && !length.equals("0");
    }
}
