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
 * The timeouts of all waits: for Kafka's acks and for the rest of a body. One thread checks all of them every
 * {@link #SWEEP}, so a wait that ends in time needs neither a timer nor its cancellation. A timeout fires at most one
 * sweep late.
 *
 * <p>Once closed, every timeout counts as expired. Thread-safe.
 */
public final class Deadlines implements AutoCloseable {

    static final Duration SWEEP = Duration.ofMillis(20);

    private static final Logger LOG = Logger.getLogger(Deadlines.class);
    private static final int FEW = 64;

    /** The timeout of one wait. */
    public static final class Deadline {

        /** The timeout of a wait that has not begun. */
        public static final Deadline NONE = new Deadline(0, () -> {});

        private final long at;
        /** Runs at the timeout. Null once the wait has ended, so that it is not kept in memory until the next sweep. */
        private volatile @Nullable Runnable missed;

        private Deadline(long at, Runnable missed) {
            this.at = at;
            this.missed = missed;
        }

        /** Ends the wait. The action of a missed timeout may already be running on the sweeping thread. */
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

    /** Without a thread: sweeps only when {@link #sweep} is called. */
    Deadlines(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Begins a wait.
     *
     * @param missed runs on the sweeping thread unless the wait ends within the limit; must not block
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
            } catch (RuntimeException | Error fault) { // an exception would cancel all further sweeps
                LOG.error("The action of an expired timeout failed by a fault of the gateway", fault);
            }
        }
    }

    /** Removes the expired and the met timeouts, and returns the actions of the expired ones. */
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
