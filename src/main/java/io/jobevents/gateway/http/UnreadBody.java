package io.jobevents.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * The rest of a body that is not needed, since its request is refused, or is a GET or HEAD. At most {@link
 * #MAX_SKIPPED} bytes of it are read and dropped.
 *
 * <p>Over HTTP/1.1, if the declared length is short, the rest is skipped and the connection serves the next request.
 * Else the answer has {@code Connection: close}, and the connection is closed. Over HTTP/2 only the stream ends, by
 * RST_STREAM with NO_ERROR (RFC 9113, section 8.1), since other streams share the connection. The reset is delayed,
 * since some clients drop an unread answer when its stream is reset.
 */
final class UnreadBody {

    static final int MAX_SKIPPED = 64 * 1024;

    /** The time for a short rest to arrive. */
    private static final Duration HTTP_1_LIMIT = Duration.ofSeconds(5);
    /** The time for the client to read the answer. */
    private static final Duration HTTP_2_LIMIT = Duration.ofSeconds(1);

    private static final long NO_ERROR = 0;

    /** Marks a request whose rest is handled, since an answer may be decided in more than one place. */
    private static final String HANDLED = UnreadBody.class.getName();

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

    /** To be called before the answer is written, since {@code Connection: close} is part of the answer. */
    static void skipAfterAnswer(RoutingContext routing) {
        UnreadBody body = new UnreadBody(routing);
        if (body.claim()) {
            // A client that waits for 100 Continue may or may not send the body, so the next bytes are ambiguous.
            body.announceCloseIf(body.isLong() || body.isAwaitingContinue());
            routing.addEndHandler(answered -> body.skip());
        }
    }

    /** For a body that is incomplete or malformed: the rest is not read. To be called before the answer is written. */
    static void endWithAnswer(RoutingContext routing) {
        UnreadBody body = new UnreadBody(routing);
        if (body.claim()) {
            body.announceCloseIf(true);
            routing.addEndHandler(answered -> body.endSoon());
        }
    }

    /** Whether there is a rest that is not handled yet; marks it as handled. */
    private boolean claim() {
        if (request.isEnded() || routing.get(HANDLED) != null) {
            return false;
        }
        routing.put(HANDLED, true);
        return true;
    }

    /** Whether the rest may exceed {@link #MAX_SKIPPED}. The length of chunks is unknown. */
    private boolean isLong() {
        return BodyReader.declaredLength(request) > MAX_SKIPPED
                || request.getHeader(HttpHeaderNames.TRANSFER_ENCODING) != null;
    }

    private boolean isAwaitingContinue() {
        return request.getHeader(HttpHeaderNames.EXPECT) != null;
    }

    private void announceCloseIf(boolean last) {
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
        if (ended || skipped <= MAX_SKIPPED) {
            return;
        }
        if (http2) {
            request.pause(); // the window is not extended any more; the timer ends the stream
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
