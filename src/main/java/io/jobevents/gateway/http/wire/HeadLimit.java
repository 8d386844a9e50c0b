package io.jobevents.gateway.http.wire;

import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of one connection for the head of a request. The time runs from the opening of the connection, or from
 * the first byte after the previous request. Between two requests the idle timeout of the server applies ({@code
 * quarkus.http.idle-timeout}).
 *
 * <p>Each connection has one timer, which checks the state when it fires; no timer is scheduled per request. It is
 * cancelled when the connection closes, since a scheduled timer keeps its connection in memory. For the event loop of
 * the connection.
 */
final class HeadLimit {

    static final Duration DEFAULT = Duration.ofSeconds(60);

    private final Channel connection;
    private final long limit;
    /** Whether a head is incomplete; its time runs since {@link #since}. */
    private boolean awaited = true;
    /** Whether a request is not answered yet. */
    private boolean busy;

    private long since;
    private @Nullable ScheduledFuture<?> timer;

    HeadLimit(Channel connection, Duration limit) {
        this.connection = connection;
        this.limit = limit.toNanos();
    }

    /** Called when the connection is open. */
    void start() {
        since = System.nanoTime();
        check();
        connection.closeFuture().addListener(closed -> stop());
    }

    /** Called when bytes arrive. They begin the next head if all requests are answered. */
    void bytes() {
        if (!awaited && !busy) {
            awaited = true;
            since = System.nanoTime();
        }
    }

    /** Called when the head of a request is complete. */
    void head() {
        awaited = false;
        busy = true;
    }

    /** Called when all requests are read and answered. */
    void answered() {
        busy = false;
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void check() {
        long rest = awaited ? since + limit - System.nanoTime() : limit;
        if (rest <= 0) {
            connection.close();
        } else {
            timer = connection.eventLoop().schedule(this::check, rest, TimeUnit.NANOSECONDS);
        }
    }
}
