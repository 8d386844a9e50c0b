package io.jobevents.gateway.http.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;

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

    private final HeadLimit limit;
    private final Connections connections;

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
        connection.fireChannelRead(bytes);
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
