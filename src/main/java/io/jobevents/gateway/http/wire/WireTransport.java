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
 * The transport of Vert.x over the JDK's sockets, which begins the pipeline of each accepted connection with a {@link
 * ConnectionStart}. It applies to every server of the program: the public port and the management port.
 */
public final class WireTransport extends JDKTransport {

    private final Duration headLimit;
    private final Connections connections = new Connections();

    /** @param headLimit how long a connection may take for the head of a request */
    WireTransport(Duration headLimit) {
        this.headLimit = headLimit;
    }

    /**
     * The open connections of that Vert.x. Empty if it was not built with this transport, or by another class loader, as
     * after a hot reload in dev mode.
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

    /** Stands in the pipeline of the server's socket, before the handler that registers accepted connections. */
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
