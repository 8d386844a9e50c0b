package io.jobevents.gateway.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Bounds of one HTTP/2 connection that the codec does not have. A connection that exceeds one ends with GOAWAY and
 * ENHANCE_YOUR_CALM.
 *
 * <ul>
 *   <li>Frames that are neither HEADERS nor DATA: some are answered, and all cost time. So many as a second and each request
 *       allow, with a burst.
 *   <li>Requests of a client that does not take the answers: each answer that waits for the client's window, or for its socket,
 *       takes memory. An answer that waits for a minute is given up with its stream.
 * </ul>
 *
 * <p>The codec itself bounds resets, CONTINUATION frames, empty DATA frames and the size of a head. For the event loop of the
 * connection.
 */
final class Http2Limits {

    /** As Vert.x announces, if it is not told otherwise. */
    private static final int MOST_STREAMS = 100;

    /** For the start of a connection, and for clients that cancel all their streams at once. */
    private static final int BURST = 1_000;
    /** An answer of 64 KiB takes four DATA frames, and a client may send two WINDOW_UPDATE frames for each. */
    private static final int FOR_A_REQUEST = 10;

    private static final int FOR_A_SECOND = 20;

    /** Windows begin with 64 KiB, so that answers to callbacks, some hundred bytes long, never wait. */
    private static final int MOST_WAITING_ANSWERS = 8;

    /** An answer is given up if it waits at two looks in a row. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final ChannelHandlerContext context;
    private final Http2ConnectionHandler handler;
    private long second = System.nanoTime();
    private int allowed = BURST;
    private Set<Integer> waiting = Set.of();

    private Http2Limits(ChannelHandlerContext context, Http2ConnectionHandler handler) {
        this.context = context;
        this.handler = handler;
    }

    /** Applies them to a connection that begins. */
    static void apply(ChannelHandlerContext context, Http2ConnectionHandler handler) {
        // At once, and not only when the client has acknowledged the setting, which it may never do.
        handler.connection().remote().maxActiveStreams(MOST_STREAMS);
        Http2Limits limits = new Http2Limits(context, handler);
        limits.listen();
        limits.lookLater();
    }

    private void listen() {
        handler.decoder().frameListener(new Frames(handler.decoder().frameListener()));
    }

    private void request() throws Http2Exception {
        allowed = Math.min(BURST, allowed + FOR_A_REQUEST);
        if (!context.channel().isWritable()) {
            context.flush();
        }
        if (!context.channel().isWritable()
                || connection().numActiveStreams() > MOST_WAITING_ANSWERS
                        && waitingAnswers().size() > MOST_WAITING_ANSWERS) {
            throw calm("The client does not take the answers");
        }
    }

    private void frame() throws Http2Exception {
        if (allowed == 0) {
            refill();
        }
        if (allowed == 0) {
            throw calm("Too many frames beside requests");
        }
        allowed--;
    }

    private void refill() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - second);
        second += TimeUnit.SECONDS.toNanos(seconds);
        allowed = (int) Math.min(BURST, seconds * FOR_A_SECOND);
    }

    private static Http2Exception calm(String reason) {
        return Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, reason);
    }

    private Http2Connection connection() {
        return handler.connection();
    }

    private Set<Integer> waitingAnswers() throws Http2Exception {
        Http2RemoteFlowController answers = handler.encoder().flowController();
        Set<Integer> found = new HashSet<>();
        connection().forEachActiveStream(stream -> {
            if (answers.hasFlowControlled(stream)) {
                found.add(stream.id());
            }
            return true;
        });
        return found;
    }

    private void lookLater() {
        context.executor().schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (!context.channel().isActive()) {
            return;
        }
        try {
            Set<Integer> now = waitingAnswers();
            now.stream()
                    .filter(waiting::contains)
                    .forEach(stream ->
                            handler.resetStream(context, stream, Http2Error.CANCEL.code(), context.newPromise()));
            waiting = now;
            context.flush();
            lookLater();
        } catch (Http2Exception e) {
            handler.onError(context, true, e);
        }
    }

    /** Stands before the listener of Vert.x. */
    private final class Frames extends Http2FrameListenerDecorator {

        Frames(Http2FrameListener vertx) {
            super(vertx);
        }

        /** The limits come last: Vert.x fails at the end of a connection that has a stream which it does not know. */
        @Override
        public void onHeadersRead(
                ChannelHandlerContext on,
                int stream,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last)
                throws Http2Exception {
            if (!Http2Head.isReadable(headers)) {
                throw Http2Exception.streamError(stream, Http2Error.PROTOCOL_ERROR, "A header breaks the rules");
            }
            super.onHeadersRead(on, stream, headers, dependency, weight, exclusive, padding, last);
            request();
        }

        /** With the first of a connection Vert.x puts another listener in the place of this one. */
        @Override
        public void onSettingsRead(ChannelHandlerContext on, Http2Settings settings) throws Http2Exception {
            frame();
            Http2FrameListener before = handler.decoder().frameListener();
            super.onSettingsRead(on, settings);
            if (handler.decoder().frameListener() != before) {
                listen();
            }
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext on) throws Http2Exception {
            frame();
            super.onSettingsAckRead(on);
        }

        @Override
        public void onPingRead(ChannelHandlerContext on, long data) throws Http2Exception {
            frame();
            super.onPingRead(on, data);
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext on, long data) throws Http2Exception {
            frame();
            super.onPingAckRead(on, data);
        }

        @Override
        public void onPriorityRead(
                ChannelHandlerContext on, int stream, int dependency, short weight, boolean exclusive)
                throws Http2Exception {
            frame();
            super.onPriorityRead(on, stream, dependency, weight, exclusive);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext on, int stream, long code) throws Http2Exception {
            frame();
            super.onRstStreamRead(on, stream, code);
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext on, int stream, int increment) throws Http2Exception {
            frame();
            super.onWindowUpdateRead(on, stream, increment);
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext on, int lastStream, long code, ByteBuf data)
                throws Http2Exception {
            frame();
            super.onGoAwayRead(on, lastStream, code, data);
        }

        @Override
        public void onUnknownFrame(ChannelHandlerContext on, byte type, int stream, Http2Flags flags, ByteBuf payload)
                throws Http2Exception {
            frame();
            super.onUnknownFrame(on, type, stream, flags, payload);
        }
    }
}
