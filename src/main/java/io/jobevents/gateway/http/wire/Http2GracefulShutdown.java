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
 * The graceful shutdown of one HTTP/2 connection (RFC 9113, section 6.8). A GOAWAY with the highest possible stream id
 * tells the client to open no more streams, and refuses none that it has opened. A PING follows. When the client has
 * answered the PING, it has read the GOAWAY, and all its earlier streams have arrived: the connection is closed when
 * they have ended.
 *
 * <p>{@link #begin} may be called on any thread; all other methods run on the event loop of the connection.
 */
final class Http2GracefulShutdown {

    /** The time limit for the answer to the PING, for clients that do not answer it. */
    private static final Duration PING_LIMIT = Duration.ofSeconds(2);

    /** The content of the PING: "farewell" in ASCII. */
    private static final long PING = 0x6661726577656C6CL;

    private static final int HIGHEST_STREAM = Integer.MAX_VALUE;

    private final ChannelHandlerContext context;
    private final Http2ConnectionHandler handler;
    private boolean begun;
    /** Whether the PING is answered, or its time limit has passed. */
    private boolean pingEnded;

    Http2GracefulShutdown(ChannelHandlerContext context, Http2ConnectionHandler handler) {
        this.context = context;
        this.handler = handler;
    }

    void begin() {
        // As a task of its own, since the handler may be in the middle of reading a frame.
        context.executor().execute(() -> {
            if (!begun && context.channel().isActive()) {
                begun = true;
                goAway(HIGHEST_STREAM);
                ping();
            }
        });
    }

    void streamEnded() {
        if (pingEnded) {
            context.executor().execute(this::closeIfEmpty);
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
        context.executor().schedule(this::endPing, PING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void endPing() {
        pingEnded = true;
        closeIfEmpty();
    }

    private void closeIfEmpty() {
        Http2Connection connection = handler.connection();
        if (connection.numActiveStreams() == 0 && context.channel().isActive()) {
            goAway(connection.remote().lastStreamCreated());
            context.channel().close();
        }
    }

    /** Detects the client's answer to the PING among the frames that Vert.x reads. */
    private final class PingAnswer extends Http2FrameListenerDecorator {

        PingAnswer(Http2FrameListener vertx) {
            super(vertx);
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext connection, long data) throws Http2Exception {
            super.onPingAckRead(connection, data);
            if (data == PING) {
                connection.executor().execute(Http2GracefulShutdown.this::endPing);
            }
        }
    }
}
