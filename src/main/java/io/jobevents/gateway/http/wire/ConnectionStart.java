package io.jobevents.gateway.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.nio.charset.StandardCharsets;

/**
 * The first handler of a connection: sees bytes arrive, and once Vert.x knows which HTTP it is, puts the {@link HeadGuard} of
 * HTTP/1.1 behind the codec or tells {@link Connections} of HTTP/2.
 *
 * <p>Vert.x adds its codec when TLS, a PROXY line or the first bytes have shown the protocol. A second handler, added at
 * the end of what stood there before, is passed the first bytes just after the codec was added and just before it reads them.
 */
final class ConnectionStart extends ChannelInboundHandlerAdapter {

    /** Names that Vert.x gives its handlers. */
    private static final String HTTP_1_ENCODER = "httpEncoder";

    static final String HANDLER = "handler";

    private static final String TLS = "ssl";

    /** The first byte of a TLS connection, and of no other protocol that is spoken here. */
    private static final byte TLS_HANDSHAKE = 22;

    private static final byte[] NO_REQUEST = "TLS\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final HeadLimit limit;
    private final Connections connections;
    private boolean begun;

    ConnectionStart(HeadLimit limit, Connections connections) {
        this.limit = limit;
        this.connections = connections;
    }

    /** Vert.x has set up what it sets up for a new connection. */
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
        if (first && bytes instanceof ByteBuf hello && isTlsWherePlainIsSpoken(connection, hello)) {
            // Without the end of a line a head would be waited for, and the client would wait for the answer.
            hello.release();
            connection.fireChannelRead(Unpooled.copiedBuffer(NO_REQUEST));
        } else {
            connection.fireChannelRead(bytes);
        }
    }

    private static boolean isTlsWherePlainIsSpoken(ChannelHandlerContext connection, ByteBuf bytes) {
        return bytes.isReadable()
                && bytes.getByte(bytes.readerIndex()) == TLS_HANDSHAKE
                && connection.pipeline().get(TLS) == null;
    }

    /** Waits for the codec to stand behind it, and then is no longer needed. */
    private final class BeforeCodec extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext place, Object bytes) {
            ChannelPipeline pipeline = place.pipeline();
            if (pipeline.get(HTTP_1_ENCODER) != null) {
                pipeline.addAfter(HTTP_1_ENCODER, null, new HeadGuard(limit, connections));
            } else if (pipeline.get(HANDLER) instanceof Http2ConnectionHandler http2) {
                connections.add(pipeline, http2, limit);
            } else {
                // Something else stands before the codec, such as a PROXY line.
                pipeline.addLast(new BeforeCodec());
            }
            pipeline.remove(this); // its place still knows what comes next
            place.fireChannelRead(bytes);
        }
    }
}
