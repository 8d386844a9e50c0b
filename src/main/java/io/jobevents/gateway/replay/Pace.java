package io.jobevents.gateway.replay;

import java.time.Duration;

/** How many bodies a second are replayed at most. For one thread. */
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
            throw new IllegalArgumentException("A replay of no body a second never ends");
        }
        return new Pace(bodies);
    }

    /** Waits until the next body is due. What was late is not caught up. */
    void await() throws InterruptedException {
        long wait = next - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(Duration.ofNanos(wait)); // on the thread of the replay
        }
        next = Math.max(next, System.nanoTime()) + SECOND / perSecond;
    }

    /** So many may be published together, of so many. */
    int atOnce(int most) {
        return Math.min(most, perSecond);
    }
}
