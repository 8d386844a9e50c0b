package io.jobevents.gateway.http.wire;

import io.jobevents.gateway.Refusal;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The handler between the codec of HTTP/1.1 and Vert.x.
 *
 * <ul>
 *   <li>It replaces an unreadable head by an {@link UnreadableHead}, and drops the bytes that follow it.
 *   <li>If a client sends requests without reading the answers, it stops reading and closes the connection.
 *   <li>For a malformed body, Vert.x closes the connection at once; the close is delayed until the answer is written.
 *   <li>A close while a body is arriving is delayed after the answer, since closing a socket with unread bytes resets
 *       the connection, and the client may see the reset before the answer.
 * </ul>
 *
 * <p>For the event loop of its connection.
 */
final class HeadGuard extends ChannelDuplexHandler {

    /** The time to write the answer to a malformed body, and the time for the client to read an answer. */
    private static final Duration CLOSE_DELAY = Duration.ofSeconds(1);

    /** The limit of pipelined requests without an answer; equal to the limit of HTTP/2 streams. */
    private static final int MAX_UNANSWERED = 100;

    private final HeadLimit limit;
    private final Connections connections;
    /** The number of requests without a complete answer. */
    private int unanswered;

    /** Whether a request has arrived in part. */
    private boolean arriving;
    /** Whether all further bytes are dropped. */
    private boolean dropping;
    /** Whether the arriving body violates the rules of HTTP. */
    private boolean broken;
    /** The promise of a delayed close. */
    private @Nullable ChannelPromise close;

    HeadGuard(HeadLimit limit, Connections connections) {
        this.limit = limit;
        this.connections = connections;
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
        if (dropping) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest head) {
            head(connection, head);
        } else {
            if (message instanceof HttpContent content) {
                broken |= content.decoderResult().isFailure();
                arriving = !(message instanceof LastHttpContent);
            }
            connection.fireChannelRead(message);
            reportIdle();
        }
    }

    private void head(ChannelHandlerContext connection, HttpRequest head) {
        if (unanswered == MAX_UNANSWERED || !acceptsAnswers(connection)) {
            ReferenceCountUtil.release(head);
            closeWhenAnswered(connection);
            return;
        }
        limit.head();
        unanswered++;
        arriving = true;
        Optional<Refusal> refusal = UnreadableHead.of(head);
        if (refusal.isPresent()) {
            ReferenceCountUtil.release(head);
            dropping = true;
            connection.fireChannelRead(UnreadableHead.standIn(refusal.get()));
            connection.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            return;
        }
        if (head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            head.headers().remove(HttpHeaderNames.EXPECT); // an HTTP/1.0 client would take 100 Continue for the answer
        }
        boolean upgrade = Http2Upgrade.prepare(head, !connections.isStopping());
        connection.fireChannelRead(head);
        if (upgrade && connection.pipeline().get(ConnectionStart.HANDLER) instanceof Http2ConnectionHandler http2) {
            connections.add(connection.pipeline(), http2, limit);
        }
    }

    /**
     * Whether the socket accepts answers. A request may have a few bytes and its answer many thousands, so the answers
     * to a client that does not read them would fill the memory.
     */
    private static boolean acceptsAnswers(ChannelHandlerContext connection) {
        if (!connection.channel().isWritable()) {
            connection.flush();
        }
        return connection.channel().isWritable();
    }

    /** Stops reading, and closes the connection after the last answer. */
    private void closeWhenAnswered(ChannelHandlerContext connection) {
        dropping = true;
        arriving = false;
        connection.channel().config().setAutoRead(false);
        ChannelPromise closed = connection.newPromise();
        if (unanswered == 0) {
            linger(connection, closed);
        } else {
            close = closed;
        }
    }

    @Override
    public void write(ChannelHandlerContext connection, Object message, ChannelPromise written) {
        connection.write(message, written);
        if (message instanceof LastHttpContent && !isInterim(message)) {
            unanswered--;
            reportIdle();
            ChannelPromise waiting = close;
            if (waiting != null && unanswered == 0) {
                connection.flush();
                linger(connection, waiting);
            }
        }
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void reportIdle() {
        if (unanswered == 0 && !arriving) {
            limit.answered();
        }
    }

    /**
     * Closes at once, except in two cases: a malformed body whose answer is not written yet, and bytes of the client
     * that were not read. A second close ends both delays.
     */
    @Override
    public void close(ChannelHandlerContext connection, ChannelPromise closed) {
        connection.flush(); // a written answer may not be flushed before the end of the read
        if (close != null) {
            connection.close(closed);
        } else if (broken && unanswered > 0) {
            close = closed;
            closeLater(connection, closed);
        } else if (arriving || dropping || broken) {
            linger(connection, closed);
        } else {
            connection.close(closed);
        }
    }

    /** Stops reading, shuts down the output, and closes the connection after the client had time to read the answer. */
    private void linger(ChannelHandlerContext connection, ChannelPromise closed) {
        close = closed;
        dropping = true;
        connection.channel().config().setAutoRead(false);
        if (connection.channel() instanceof SocketChannel socket
                && connection.pipeline().get(SslHandler.class) == null) {
            socket.shutdownOutput();
        }
        closeLater(connection, closed);
    }

    private static void closeLater(ChannelHandlerContext connection, ChannelPromise closed) {
        connection.executor().schedule(() -> connection.close(closed), CLOSE_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    }
}
