package io.jobevents.gateway.http.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections: their number, and the graceful shutdown of those over HTTP/2. Thread-safe. */
public final class Connections {

    private final AtomicInteger open = new AtomicInteger();
    private final Set<Http2GracefulShutdown> http2 = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Connections() {}

    /** The number of open connections, including those of the management port. */
    public int open() {
        return open.get();
    }

    /**
     * Begins the graceful shutdown of each HTTP/2 connection. That of a later connection begins with its first stream.
     */
    public void shutDownHttp2() {
        stopping = true;
        http2.forEach(Http2GracefulShutdown::begin);
    }

    boolean isStopping() {
        return stopping;
    }

    void opened(Channel connection) {
        open.incrementAndGet();
        connection.closeFuture().addListener(closed -> open.decrementAndGet());
    }

    /** Adds a connection over HTTP/2. To be called on its event loop. */
    void add(ChannelPipeline connection, Http2ConnectionHandler handler, HeadLimit limit) {
        Http2Limits.apply(connection.context(handler), handler);
        Http2GracefulShutdown shutdown = new Http2GracefulShutdown(connection.context(handler), handler);
        http2.add(shutdown);
        connection.channel().closeFuture().addListener(closed -> http2.remove(shutdown));
        handler.connection().addListener(new Http2Streams(this, shutdown, limit));
        if (handler.connection().numActiveStreams() > 0) {
            limit.head(); // the request for the upgrade is the first stream
        }
    }
}
