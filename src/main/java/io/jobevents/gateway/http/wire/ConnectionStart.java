package io.jobevents.gateway.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.nio.charset.StandardCharsets;

/**
 * The first handler of a connection. It reports arriving bytes to {@link HeadLimit}. Once Vert.x has detected the
 * version of HTTP, it adds the {@link HeadGuard} after the codec of HTTP/1.1, or adds the connection to {@link
 * Connections} for HTTP/2.
 *
 * <p>Vert.x adds its codec after TLS, a PROXY line or the first bytes have shown the protocol. A second handler, {@link
 * BeforeCodec}, is therefore added at the end of the initial pipeline: it receives the first bytes after the codec was
 * added and before the codec reads them.
 */
final class ConnectionStart extends ChannelInboundHandlerAdapter {

    /** Names that Vert.x gives its handlers. */
    private static final String HTTP_1_ENCODER = "httpEncoder";

    static final String HANDLER = "handler";

    private static final String TLS = "ssl";

    /** The first byte of a TLS connection. No other protocol of the gateway begins with it. */
    private static final byte TLS_HANDSHAKE = 22;

    private static final byte[] INVALID_REQUEST = "TLS\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HeadLimit limit;
    private final Connections connections;
    private boolean begun;

    ConnectionStart(HeadLimit limit, Connections connections) {
        this.limit = limit;
        this.connections = connections;
    }

    /** Called after Vert.x has set up the pipeline of a new connection. */
    @Override
    public void channelActive(ChannelHandlerContext connection) {
        limit.start();
        connection.pipeline().addLast(new BeforeCodec());
        connection.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object bytes) {
        limit.bytes();
        boolean first = !begun;
        begun = true;
        if (first && bytes instanceof ByteBuf hello && isTlsOnPlainPort(connection, hello)) {
            // The decoder would wait for the end of a line, and the client for the answer. An invalid request is
            // answered at once.
            hello.release();
            connection.fireChannelRead(Unpooled.copiedBuffer(INVALID_REQUEST));
        } else {
            connection.fireChannelRead(bytes);
        }
    }

    private static boolean isTlsOnPlainPort(ChannelHandlerContext connection, ByteBuf bytes) {
        return bytes.isReadable()
                && bytes.getByte(bytes.readerIndex()) == TLS_HANDSHAKE
                && connection.pipeline().get(TLS) == null;
    }

    /** Waits until the codec follows it in the pipeline, and then removes itself. */
    private final class BeforeCodec extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            ChannelPipeline pipeline = context.pipeline();
            if (pipeline.get(HTTP_1_ENCODER) != null) {
                pipeline.addAfter(HTTP_1_ENCODER, null, new HeadGuard(limit, connections));
            } else if (pipeline.get(HANDLER) instanceof Http2ConnectionHandler http2) {
                connections.add(pipeline, http2, limit);
            } else {
                // Another handler precedes the codec, such as that of a PROXY line.
                pipeline.addLast(new BeforeCodec());
            }
            pipeline.remove(this); // its context still refers to the next handler
            context.fireChannelRead(bytes);
        }
    }
}
