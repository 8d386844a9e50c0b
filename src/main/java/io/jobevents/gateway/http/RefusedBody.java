package io.jobevents.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;

/**
 * The rest of a body whose delivery is refused before it was read whole. If it is declared to be short, it is skipped, and the
 * connection serves the next request. Else the answer says that the connection ends, and so it does after {@link #SKIPPED} bytes
 * or {@link #LIMIT}. Over HTTP/2 only the stream ends, by RST_STREAM with NO_ERROR (RFC 9113, section 8.1), since other streams share
 * the connection.
 */
final class RefusedBody {

    static final int SKIPPED = 64 * 1024;

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final long NO_ERROR = 0;

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final boolean lastOfItsConnection;
    private int skipped;
    private long timer;
    private boolean ended;

    private RefusedBody(RoutingContext routing, boolean lastOfItsConnection) {
        this.routing = routing;
        this.request = routing.request();
        this.lastOfItsConnection = lastOfItsConnection;
    }

    /** Call it before the answer: whether the connection ends with it is said in the answer's head. */
    static void skipAfterAnswer(RoutingContext routing) {
        afterAnswer(routing, false);
    }

    /** For a body that took too long, or that breaks off: nothing of it is waited for. */
    static void endWithAnswer(RoutingContext routing) {
        afterAnswer(routing, true);
    }

    private static void afterAnswer(RoutingContext routing, boolean atOnce) {
        HttpServerRequest request = routing.request();
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            // On a later turn of the event loop: a reset drops what of the answer is not yet written.
            routing.addEndHandler(answered -> routing.vertx().runOnContext(written -> resetStream(request)));
            return;
        }
        // A sender that waits for 100 Continue may send the body or not: what comes next cannot be told apart.
        boolean end = atOnce || isAwaitingContinue(request);
        boolean last = end || isLong(request);
        if (last) {
            routing.response().putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        RefusedBody body = new RefusedBody(routing, last);
        routing.addEndHandler(answered -> {
            if (end) {
                body.endConnection();
            } else {
                body.skip();
            }
        });
    }

    /** Chunks may be. */
    private static boolean isLong(HttpServerRequest request) {
        return BodyReader.declaredLength(request) > SKIPPED
                || request.getHeader(HttpHeaderNames.TRANSFER_ENCODING) != null;
    }

    private static boolean isAwaitingContinue(HttpServerRequest request) {
        return request.getHeader(HttpHeaders.EXPECT) != null;
    }

    private static void resetStream(HttpServerRequest request) {
        if (!request.isEnded()) {
            request.response().reset(NO_ERROR);
        }
    }

    private void skip() {
        if (request.isEnded()) {
            return;
        }
        request.exceptionHandler(gone -> stop());
        request.endHandler(whole -> {
            stop();
            if (lastOfItsConnection) {
                endConnection();
            }
        });
        request.handler(this::skip);
        request.resume();
        if (!ended) {
            timer = routing.vertx().setTimer(LIMIT.toMillis(), late -> endConnection());
        }
    }

    private void skip(Buffer piece) {
        skipped += piece.length();
        if (!ended && skipped > SKIPPED) {
            stop();
            endConnection();
        }
    }

    private void stop() {
        ended = true;
        routing.vertx().cancelTimer(timer);
    }

    private void endConnection() {
        request.connection().close();
    }
}
