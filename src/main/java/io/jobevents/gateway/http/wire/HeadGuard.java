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
 * Stands between the codec of HTTP/1.1 and Vert.x.
 *
 * <ul>
 *   <li>A head that cannot be read is replaced by an {@link UnreadableHead}, and what follows it is dropped.
 *   <li>A client that sends requests and does not take the answers is read no more, and its connection ends.
 *   <li>A body that breaks off in the middle makes Vert.x close the connection; the close waits for the answer.
 *   <li>A close while a body is still arriving waits a moment after the answer, since closing a socket with unread bytes resets
 *       the connection, and the reset may overtake the answer.
 * </ul>
 *
 * <p>For the event loop of its connection.
 */
final class HeadGuard extends ChannelDuplexHandler {

    /** For the answer to a broken body, and then for the sender to read it. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Requests that a client may send before it has an answer: as many as HTTP/2 takes streams. */
    private static final int MOST_UNANSWERED = 100;

    private final HeadLimit limit;
    private final Connections connections;
    /** Requests whose answer has not ended. */
    private int unanswered;

    /** A request has begun to arrive and is not here whole. */
    private boolean arriving;
    /** What arrives from now on is dropped. */
    private boolean dropping;
    /** The body that arrives breaks the rules of HTTP. */
    private boolean broken;
    /** Of a close that waits. */
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
            settle();
        }
    }

    private void head(ChannelHandlerContext connection, HttpRequest head) {
        if (unanswered == MOST_UNANSWERED || !takesAnswers(connection)) {
            ReferenceCountUtil.release(head);
            endWhenAnswered(connection);
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
            head.headers().remove(HttpHeaderNames.EXPECT); // it would take 100 Continue for the answer
        }
        boolean upgrade = Http2Upgrade.prepare(head, !connections.isStopping());
        connection.fireChannelRead(head);
        if (upgrade && connection.pipeline().get(ConnectionStart.HANDLER) instanceof Http2ConnectionHandler http2) {
            connections.add(connection.pipeline(), http2, limit);
        }
    }

    /**
     * Whether the answers before are on their way. Each request is a few bytes and its answer may be many thousand, so answers to
     * a client that does not read would fill the memory.
     */
    private static boolean takesAnswers(ChannelHandlerContext connection) {
        if (!connection.channel().isWritable()) {
            connection.flush();
        }
        return connection.channel().isWritable();
    }

    /** Takes no more requests. */
    private void endWhenAnswered(ChannelHandlerContext connection) {
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
            settle();
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

    private void settle() {
        if (unanswered == 0 && !arriving) {
            limit.answered();
        }
    }

    @Override
    public void close(ChannelHandlerContext connection, ChannelPromise closed) {
        connection.flush(); // an answer may be written and wait for the end of the read
        if (close != null) {
            connection.close(closed);
        } else if (broken && unanswered > 0) {
            close = closed;
            later(connection, closed);
        } else if (arriving || dropping || broken) {
            linger(connection, closed);
        } else {
            connection.close(closed);
        }
    }

    /** Reads no more, shows the sender the end, and closes when it had time to read the answer. */
    private void linger(ChannelHandlerContext connection, ChannelPromise closed) {
        close = closed;
        dropping = true;
        connection.channel().config().setAutoRead(false);
        if (connection.channel() instanceof SocketChannel socket
                && connection.pipeline().get(SslHandler.class) == null) {
            socket.shutdownOutput();
        }
        later(connection, closed);
    }

    private static void later(ChannelHandlerContext connection, ChannelPromise closed) {
        connection.executor().schedule(() -> connection.close(closed), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
