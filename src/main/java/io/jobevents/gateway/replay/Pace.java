package io.jobevents.gateway.replay;

import java.time.Duration;

/** The limit of bodies per second of a replay. For one thread. */
public final class Pace {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private long next = System.nanoTime();

    private Pace(int perSecond) {
        this.perSecond = perSecond;
    }

    /** As fast as Kafka acknowledges. */
    public static Pace unlimited() {
        return new Pace(Integer.MAX_VALUE);
    }

    /** @throws IllegalArgumentException unless positive */
    public static Pace perSecond(int bodies) {
        if (bodies < 1) {
            throw new IllegalArgumentException("The rate of a replay must be at least 1 body per second");
        }
        return new Pace(bodies);
    }

    /** Blocks until the next body is due. Delays are not caught up. */
    void await() throws InterruptedException {
        long wait = next - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(Duration.ofNanos(wait)); // on the replay thread
        }
        next = Math.max(next, System.nanoTime()) + SECOND / perSecond;
    }

    /** The size of a batch: at limit the bodies of one second. */
    int batchSize(int limit) {
        return Math.min(limit, perSecond);
    }
}
