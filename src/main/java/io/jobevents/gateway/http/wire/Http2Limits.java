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
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Limits of one HTTP/2 connection that the codec does not have. A connection that exceeds one is closed with GOAWAY and
 * ENHANCE_YOUR_CALM.
 *
 * <ul>
 *   <li>Frames other than HEADERS and DATA, which cost time, and some of which are answered. Each second and each
 *       request allow a number of them, with a burst.
 *   <li>Requests of a client that does not read the answers: each answer that waits for the client's flow-control
 *       window, or for its socket, takes memory. An answer that waits for the window at two checks in a row is
 *       cancelled with its stream.
 * </ul>
 *
 * <p>The codec limits resets, CONTINUATION frames, empty DATA frames and the size of a head. For the event loop of the
 * connection.
 */
final class Http2Limits {

    /** The default of Vert.x, which it announces to the client. */
    private static final int MAX_STREAMS = 100;

    /**
     * Frames allowed at once: for the start of a connection, and for clients that cancel all their streams together.
     */
    private static final int BURST = 1_000;
    /**
     * Frames allowed per request: an answer of 64 KiB takes four DATA frames, and a client may send two WINDOW_UPDATE
     * for each.
     */
    private static final int PER_REQUEST = 10;

    private static final int PER_SECOND = 20;

    /** The initial window is 64 KiB, so answers to callbacks, some hundred bytes long, do not wait. */
    private static final int MAX_WAITING_ANSWERS = 8;

    /** Between two checks for waiting answers. */
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(30);

    private final ChannelHandlerContext context;
    private final Http2ConnectionHandler handler;
    private long refilled = System.nanoTime();
    private int allowed = BURST;
    private Set<Integer> waiting = Set.of();

    private Http2Limits(ChannelHandlerContext context, Http2ConnectionHandler handler) {
        this.context = context;
        this.handler = handler;
    }

    /** Applies the limits to a new connection. */
    static void apply(ChannelHandlerContext context, Http2ConnectionHandler handler) {
        // Set here, since the codec applies the announced limit only after the client has acknowledged it, which it may
        // never do.
        handler.connection().remote().maxActiveStreams(MAX_STREAMS);
        Http2Limits limits = new Http2Limits(context, handler);
        limits.listen();
        limits.scheduleChecks();
    }

    private void listen() {
        handler.decoder().frameListener(new Frames(handler.decoder().frameListener()));
    }

    private void countRequest() throws Http2Exception {
        allowed = Math.min(BURST, allowed + PER_REQUEST);
        if (!context.channel().isWritable()) {
            context.flush();
        }
        if (!context.channel().isWritable()
                || connection().numActiveStreams() > MAX_WAITING_ANSWERS
                        && waitingAnswers().size() > MAX_WAITING_ANSWERS) {
            throw enhanceYourCalm("The client does not read the answers");
        }
    }

    private void countFrame() throws Http2Exception {
        if (allowed == 0) {
            refill();
        }
        if (allowed == 0) {
            throw enhanceYourCalm("Too many frames beside requests");
        }
        allowed--;
    }

    private void refill() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - refilled);
        refilled += TimeUnit.SECONDS.toNanos(seconds);
        allowed = (int) Math.min(BURST, seconds * PER_SECOND);
    }

    private static Http2Exception enhanceYourCalm(String reason) {
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

    private void scheduleChecks() {
        long period = CHECK_PERIOD.toMillis();
        ScheduledFuture<?> checks = context.executor()
                .scheduleWithFixedDelay(this::cancelWaitingAnswers, period, period, TimeUnit.MILLISECONDS);
        context.channel().closeFuture().addListener(closed -> checks.cancel(false));
    }

    private void cancelWaitingAnswers() {
        try {
            Set<Integer> now = waitingAnswers();
            now.stream()
                    .filter(waiting::contains)
                    .forEach(stream ->
                            handler.resetStream(context, stream, Http2Error.CANCEL.code(), context.newPromise()));
            waiting = now;
            context.flush();
        } catch (Http2Exception e) {
            handler.onError(context, true, e);
        }
    }

    /** Checks the limits, and passes frames on to the listener of Vert.x. */
    private final class Frames extends Http2FrameListenerDecorator {

        Frames(Http2FrameListener vertx) {
            super(vertx);
        }

        /**
         * Counts after Vert.x has read the head, since Vert.x fails at the end of a connection with a stream unknown to
         * it.
         */
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
                throw Http2Exception.streamError(stream, Http2Error.PROTOCOL_ERROR, "A header is invalid");
            }
            super.onHeadersRead(on, stream, headers, dependency, weight, exclusive, padding, last);
            countRequest();
        }

        /** At the first SETTINGS frame of a connection, Vert.x replaces the listener; this one is then set again. */
        @Override
        public void onSettingsRead(ChannelHandlerContext on, Http2Settings settings) throws Http2Exception {
            countFrame();
            Http2FrameListener before = handler.decoder().frameListener();
            super.onSettingsRead(on, settings);
            if (handler.decoder().frameListener() != before) {
                listen();
            }
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext on) throws Http2Exception {
            countFrame();
            super.onSettingsAckRead(on);
        }

        @Override
        public void onPingRead(ChannelHandlerContext on, long data) throws Http2Exception {
            countFrame();
            super.onPingRead(on, data);
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext on, long data) throws Http2Exception {
            countFrame();
            super.onPingAckRead(on, data);
        }

        @Override
        public void onPriorityRead(
                ChannelHandlerContext on, int stream, int dependency, short weight, boolean exclusive)
                throws Http2Exception {
            countFrame();
            super.onPriorityRead(on, stream, dependency, weight, exclusive);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext on, int stream, long code) throws Http2Exception {
            countFrame();
            super.onRstStreamRead(on, stream, code);
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext on, int stream, int increment) throws Http2Exception {
            countFrame();
            super.onWindowUpdateRead(on, stream, increment);
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext on, int lastStream, long code, ByteBuf data)
                throws Http2Exception {
            countFrame();
            super.onGoAwayRead(on, lastStream, code, data);
        }

        @Override
        public void onUnknownFrame(ChannelHandlerContext on, byte type, int stream, Http2Flags flags, ByteBuf payload)
                throws Http2Exception {
            countFrame();
            super.onUnknownFrame(on, type, stream, flags, payload);
        }
    }
}
