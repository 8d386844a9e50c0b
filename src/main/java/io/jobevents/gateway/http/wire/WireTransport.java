package io.jobevents.gateway.http.wire;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.Optional;

/**
 * The Vert.x transport over the JDK's sockets, with a {@link ConnectionStart} as the first handler of each accepted
 * connection. It applies to all servers of the program: the public port and the management port.
 */
public final class WireTransport extends JDKTransport {

    private final Duration headLimit;
    private final Connections connections = new Connections();

    /** @param headLimit the time limit for the head of a request */
    WireTransport(Duration headLimit) {
        this.headLimit = headLimit;
    }

    /**
     * The open connections of a Vert.x instance. Empty if the instance was built without this transport, or by another
     * class loader, as after a hot reload in dev mode.
     */
    public static Optional<Connections> connections(Vertx vertx) {
        return vertx instanceof VertxInternal internal && internal.transport() instanceof WireTransport wire
                ? Optional.of(wire.connections)
                : Optional.empty();
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        bootstrap.handler(new Accepting());
    }

    /** The handler in the pipeline of the server socket, before the one that registers accepted connections. */
    @Sharable
    private final class Accepting extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext server, Object accepted) {
            Channel connection = (Channel) accepted;
            connections.opened(connection);
            connection.pipeline().addLast(new ConnectionStart(new HeadLimit(connection, headLimit), connections));
            server.fireChannelRead(accepted);
        }
    }
}
