package io.jobevents.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of all waits: for an ack of Kafka, for the rest of a body. One thread looks at all of them every
 * {@link #SWEEP}, so a wait that ends in time costs neither a timer nor its cancellation. A limit is kept to within a sweep.
 *
 * <p>Once closed, every limit counts as passed. Thread-safe.
 */
public final class Deadlines implements AutoCloseable {

    static final Duration SWEEP = Duration.ofMillis(20);

    private static final Logger LOG = Logger.getLogger(Deadlines.class);
    private static final int FEW = 64;

    /** The time limit of one wait. */
    public static final class Deadline {

        /** Of what has not begun to wait. */
        public static final Deadline NONE = new Deadline(0, () -> {});

        private final long at;
        /** What follows if the limit passes; null once it is met, so that nothing is kept in memory until the next sweep. */
        private volatile @Nullable Runnable missed;

        private Deadline(long at, Runnable missed) {
            this.at = at;
            this.missed = missed;
        }

        /** Ends the wait. What follows a missed limit may be running already, on the thread of the sweep. */
        public void met() {
            missed = null;
        }
    }

    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadlines").factory());

    /** Guarded by this, as is {@link #count}; entries beyond it are null. */
    private @Nullable Deadline[] running = new Deadline[FEW];

    private int count;
    private volatile boolean closed;

    Deadlines() {
        this(System::nanoTime);
        thread.scheduleWithFixedDelay(this::sweep, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sweeps only when it is told to. */
    Deadlines(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Begins a wait.
     *
     * @param missed runs on the thread of the sweep unless the wait ends within the limit; must not block
     */
    public Deadline in(Duration limit, Runnable missed) {
        Deadline deadline = new Deadline(nanoTime.getAsLong() + limit.toNanos(), missed);
        add(deadline);
        if (closed) {
            sweep();
        }
        return deadline;
    }

    private synchronized void add(Deadline deadline) {
        if (count == running.length) {
            running = Arrays.copyOf(running, 2 * count);
        }
        running[count++] = deadline;
    }

    void sweep() {
        for (Runnable missed : takePassed()) {
            try {
                missed.run();
            } catch (RuntimeException | Error fault) { // or there would be no other sweep
                LOG.error("What follows a missed deadline failed by a fault of the gateway", fault);
            }
        }
    }

    /** Takes out those that have passed and those that are met. */
    private synchronized List<Runnable> takePassed() {
        long now = nanoTime.getAsLong();
        List<Runnable> passed = new ArrayList<>();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            Deadline deadline = running[i];
            Runnable missed = deadline == null ? null : deadline.missed;
            if (missed != null && !closed && deadline.at - now > 0) {
                running[kept++] = deadline;
            } else if (missed != null) {
                passed.add(missed);
            }
        }
        Arrays.fill(running, kept, count, null);
        count = kept;
        return passed;
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        sweep();
    }
}
