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
        boolean last = hasBody(request) && request.version() != HttpVersion.HTTP_2;
        if (last) {
            routing.response().putHeader("Connection", "close");
        }
        if (!request.isEnded()) {
            request.handler(piece -> {});
            request.endHandler(whole -> {
                if (last) {
                    request.connection().close();
                }
            });
        }
        routing.response()
                .setStatusCode(problem.reason().status())
                .putHeader("Content-Type", ConsoleProblem.MEDIA_TYPE)
                .end(Buffer.buffer(problem.body().bytes()));
        if (request.isEnded()) {
            if (last) {
                request.connection().close();
            }
        } else {
            request.resume();
            if (last) {
                routing.vertx()
                        .setTimer(REST.toMillis(), late -> request.connection().close());
            }
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null || length != null && !length.equals("0");
    }
}
