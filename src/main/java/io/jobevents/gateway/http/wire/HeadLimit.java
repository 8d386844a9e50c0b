package io.jobevents.gateway.http.wire;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long one connection may take for the head of a request: from its opening, or from the first byte after the request
 * before. Between two requests the idle timeout of the server counts ({@code quarkus.http.idle-timeout}).
 *
 * <p>One timer for each connection, which looks at the state when it fires: nothing is scheduled for a request. For the event
 * loop of the connection.
 */
final class HeadLimit {

    static final Duration DEFAULT = Duration.ofSeconds(60);

    private final Channel connection;
    private final long limit;
    private boolean awaited = true;
    private boolean busy;
    private long since;

    HeadLimit(Channel connection, Duration limit) {
        this.connection = connection;
        this.limit = limit.toNanos();
    }

    /** The connection is open. */
    void start() {
        since = System.nanoTime();
        check();
    }

    /** Bytes have arrived: of a next head, if no request is being handled. */
    void bytes() {
        if (!awaited && !busy) {
            awaited = true;
            since = System.nanoTime();
        }
    }

    /** The head of a request is here. */
    void head() {
        awaited = false;
        busy = true;
    }

    /** Every request is read and answered. */
    void answered() {
        busy = false;
    }

    private void check() {
        if (!connection.isActive()) {
            return;
        }
        long rest = awaited ? since + limit - System.nanoTime() : limit;
        if (rest <= 0) {
            connection.close();
        } else {
            connection.eventLoop().schedule(this::check, rest, TimeUnit.NANOSECONDS);
        }
    }
}
