package io.jobevents.gateway;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Files that are read again every few seconds. Contents are compared, so it does not matter how a file is changed:
 * overwritten, renamed, or by the symbolic links of a mounted Kubernetes Secret. A change is reported once two readings
 * agree, since a file may be read while it is written.
 *
 * @param <T> the contents of all files, compared by {@code equals}
 */
public final class SettledFiles<T> {

    private static final Logger LOG = Logger.getLogger(SettledFiles.class);
    /** Two pauses are shorter than the ten seconds within which a change takes effect. */
    private static final Duration PAUSE = Duration.ofSeconds(4);
    /** Between two readings that have to agree. */
    private static final Duration SETTLING = Duration.ofMillis(200);

    /** The wait between two readings. */
    @FunctionalInterface
    public interface Settling {

        /** The wait in production; blocks the reading thread. */
        Settling SHORT = () -> Thread.sleep(SETTLING);

        void await() throws InterruptedException;
    }

    private final Supplier<T> read;
    private final Settling settling;
    private final ScheduledExecutorService thread;
    /** The contents that were last reported; for the reading thread alone. */
    private @Nullable T taken;

    /** @param threadName the name of the reading thread */
    public SettledFiles(Supplier<T> read, Settling settling, String threadName) {
        this.read = read;
        this.settling = settling;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(threadName).factory());
    }

    /** The first reading. */
    public T begin() {
        T first = read.get();
        taken = first;
        return first;
    }

    /** Begins to read periodically. */
    public void follow(Consumer<T> changed) {
        thread.scheduleWithFixedDelay(() -> reload(changed), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads once, and reports a change. */
    public void reload(Consumer<T> changed) {
        try {
            T next = read.get();
            if (next.equals(taken)) {
                return;
            }
            settling.await();
            if (next.equals(read.get())) {
                changed.accept(next);
                taken = next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // An exception would cancel all further readings.
            LOG.error("Reading the token files failed by a fault of the gateway", e);
        }
    }

    /** Ends the reading thread. */
    public void close() {
        thread.shutdownNow();
    }
}
