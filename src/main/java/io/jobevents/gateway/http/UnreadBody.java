package io.jobevents.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * The part of a body that is not read, since its delivery is refused before, or since a GET or HEAD has no use for one. At most {@link #SKIPPED} bytes of it are skipped.
 *
 * <p>Over HTTP/1.1 a rest that is declared to be short is skipped, and the connection serves the next request; else the answer
 * says that the connection ends, and so it does. Over HTTP/2 only the stream ends, by RST_STREAM with NO_ERROR (RFC 9113,
 * section 8.1), since other streams share the connection; not at once, since some clients drop an answer that they have not
 * read when its stream is reset.
 */
final class UnreadBody {

    static final int SKIPPED = 64 * 1024;

    /** For a short rest to arrive. */
    private static final Duration HTTP_1_LIMIT = Duration.ofSeconds(5);
    /** For the client to read the answer. */
    private static final Duration HTTP_2_LIMIT = Duration.ofSeconds(1);

    private static final long NO_ERROR = 0;

    /** Marks a request that is seen to: an answer may be decided in more than one place. */
    private static final String SEEN_TO = UnreadBody.class.getName();

    private final RoutingContext routing;
    private final HttpServerRequest request;
    private final boolean http2;
    private boolean lastOfItsConnection;
    private int skipped;
    private long timer;
    private boolean ended;

    private UnreadBody(RoutingContext routing) {
        this.routing = routing;
        this.request = routing.request();
        this.http2 = request.version() == HttpVersion.HTTP_2;
    }

    /** Call it before the answer: whether the connection ends with it is said in the answer's head. */
    static void skipAfterAnswer(RoutingContext routing) {
        UnreadBody body = new UnreadBody(routing);
        if (body.begins()) {
            // A sender that waits for 100 Continue may send the body or not: what comes next cannot be told apart.
            body.announce(body.isLong() || body.isAwaitingContinue());
            routing.addEndHandler(answered -> body.skip());
        }
    }

    /** For a body that took too long, or that breaks off: nothing of it is waited for. */
    static void endWithAnswer(RoutingContext routing) {
        UnreadBody body = new UnreadBody(routing);
        if (body.begins()) {
            body.announce(true);
            routing.addEndHandler(answered -> body.endSoon());
        }
    }

    /** Whether there may be a rest, and nothing has been said of it yet. */
    private boolean begins() {
        if (request.isEnded() || routing.get(SEEN_TO) != null) {
            return false;
        }
        routing.put(SEEN_TO, true);
        return true;
    }

    /** Chunks may be. */
    private boolean isLong() {
        return BodyReader.declaredLength(request) > SKIPPED
                || request.getHeader(HttpHeaderNames.TRANSFER_ENCODING) != null;
    }

    private boolean isAwaitingContinue() {
        return request.getHeader(HttpHeaderNames.EXPECT) != null;
    }

    private void announce(boolean last) {
        lastOfItsConnection = last && !http2;
        if (lastOfItsConnection) {
            routing.response().putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    private void skip() {
        if (request.isEnded()) {
            return;
        }
        if (isAwaitingContinue()) {
            endSoon();
            return;
        }
        request.exceptionHandler(gone -> stop());
        request.endHandler(whole -> {
            stop();
            if (lastOfItsConnection) {
                end();
            }
        });
        request.handler(this::skip);
        request.resume();
        if (!ended) {
            endAfter(http2 ? HTTP_2_LIMIT : HTTP_1_LIMIT);
        }
    }

    private void skip(Buffer piece) {
        skipped += piece.length();
        if (ended || skipped <= SKIPPED) {
            return;
        }
        if (http2) {
            request.pause(); // so the client may send no more on this stream, until the timer ends it
        } else {
            stop();
            end();
        }
    }

    private void endSoon() {
        if (http2) {
            request.pause();
            endAfter(HTTP_2_LIMIT);
        } else {
            end();
        }
    }

    private void endAfter(Duration limit) {
        timer = routing.vertx().setTimer(limit.toMillis(), late -> end());
    }

    private void stop() {
        ended = true;
        routing.vertx().cancelTimer(timer);
    }

    private void end() {
        if (!http2) {
            request.connection().close();
        } else if (!request.response().closed()) {
            request.response().reset(NO_ERROR);
        }
    }
}
