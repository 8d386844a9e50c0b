package io.jobevents.gateway.http.wire;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The graceful shutdown of one HTTP/2 connection (RFC 9113, section 6.8): a GOAWAY with the highest stream id there can be, so that
 * the client opens no more streams and none that it has opened is refused. A PING follows. When the client has answered it, it
 * has read the GOAWAY, and all streams that it opened before have arrived: once they have ended, so does the connection.
 *
 * <p>{@link #begin} may be called on any thread; all else belongs to the event loop of the connection.
 */
final class Http2GracefulShutdown {

    /** For the answer to the PING, of a client that does not answer it. */
    private static final Duration PING_LIMIT = Duration.ofSeconds(2);

    private static final long PING = 0x6661726577656C6CL;
    private static final int HIGHEST_STREAM = Integer.MAX_VALUE;

    private final ChannelHandlerContext context;
    private final Http2ConnectionHandler handler;
    private boolean begun;
    private boolean read;

    Http2GracefulShutdown(ChannelHandlerContext context, Http2ConnectionHandler handler) {
        this.context = context;
        this.handler = handler;
    }

    void begin() {
        // Later, since a frame may be in the middle of being read.
        context.executor().execute(() -> {
            if (!begun && context.channel().isActive()) {
                begun = true;
                goAway(HIGHEST_STREAM);
                ping();
            }
        });
    }

    void streamEnded() {
        if (read) {
            context.executor().execute(this::endIfEmpty);
        }
    }

    private void goAway(int lastStream) {
        handler.goAway(context, lastStream, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, context.newPromise());
        context.flush();
    }

    private void ping() {
        handler.decoder().frameListener(new PingAnswer(handler.decoder().frameListener()));
        handler.encoder().writePing(context, false, PING, context.newPromise());
        context.flush();
        context.executor().schedule(this::goAwayIsRead, PING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void goAwayIsRead() {
        read = true;
        endIfEmpty();
    }

    private void endIfEmpty() {
        Http2Connection connection = handler.connection();
        if (connection.numActiveStreams() == 0 && context.channel().isActive()) {
            goAway(connection.remote().lastStreamCreated());
            context.channel().close();
        }
    }

    /** Sees the client's answer to the PING among the frames that Vert.x reads. */
    private final class PingAnswer extends Http2FrameListenerDecorator {

        PingAnswer(Http2FrameListener vertx) {
            super(vertx);
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext connection, long data) throws Http2Exception {
            super.onPingAckRead(connection, data);
            if (data == PING) {
                connection.executor().execute(Http2GracefulShutdown.this::goAwayIsRead);
            }
        }
    }
}
