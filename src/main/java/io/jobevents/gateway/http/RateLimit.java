package io.jobevents.gateway.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A rate limit with a burst of one second. It uses the generic cell rate algorithm (ITU-T I.371), whose state is one
 * number. Thread-safe.
 */
final class RateLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long interval;
    private final LongSupplier nanoTime;
    /** The algorithm's theoretical arrival time: when the next one is due at a constant rate. */
    private final AtomicLong due;

    /** @param perSecond at least 1 */
    RateLimit(int perSecond, LongSupplier nanoTime) {
        this.interval = SECOND / perSecond;
        this.nanoTime = nanoTime;
        this.due = new AtomicLong(nanoTime.getAsLong());
    }

    /** Whether one more is admitted now; if so, it is counted. */
    boolean admits() {
        while (true) {
            long now = nanoTime.getAsLong();
            long expected = due.get();
            long start = expected - now > 0 ? expected : now;
            if (start + interval - now > SECOND) {
                return false;
            }
            if (due.compareAndSet(expected, start + interval)) {
                return true;
            }
        }
    }
}
