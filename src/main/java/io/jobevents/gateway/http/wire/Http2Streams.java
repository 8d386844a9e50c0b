package io.jobevents.gateway.http.wire;

import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Stream;

/** Reports the begin and the end of streams of one HTTP/2 connection. Each stream begins with the head of a request. */
final class Http2Streams extends Http2ConnectionAdapter {

    private final Connections connections;
    private final Http2GracefulShutdown shutdown;
    private final HeadLimit limit;

    Http2Streams(Connections connections, Http2GracefulShutdown shutdown, HeadLimit limit) {
        this.connections = connections;
        this.shutdown = shutdown;
        this.limit = limit;
    }

    @Override
    public void onStreamActive(Http2Stream stream) {
        limit.head();
        if (connections.isStopping()) {
            shutdown.begin();
        }
    }

    @Override
    public void onStreamRemoved(Http2Stream stream) {
        shutdown.streamEnded();
    }
}
