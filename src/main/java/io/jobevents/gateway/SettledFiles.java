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
 * Files that are read anew every few seconds. They count by what they hold, so it does not matter how they are changed: written over,
 * renamed, or by the symbolic links of a mounted Kubernetes Secret. A change is told once two readings agree, since a file may be read while
 * it is written.
 *
 * @param <T> what the files hold together; told apart by {@code equals}
 */
public final class SettledFiles<T> {

    private static final Logger LOG = Logger.getLogger(SettledFiles.class);
    /** Two of them are less than the ten seconds in which a change counts. */
    private static final Duration PAUSE = Duration.ofSeconds(4);
    /** Between two readings that have to agree. */
    private static final Duration SETTLING = Duration.ofMillis(200);

    /** The wait between two readings. */
    @FunctionalInterface
    public interface Settling {

        /** Of the thread that reads. */
        Settling SHORT = () -> Thread.sleep(SETTLING);

        void await() throws InterruptedException;
    }

    private final Supplier<T> read;
    private final Settling settling;
    private final ScheduledExecutorService thread;
    /** What was read when it was last taken; of the thread that reads. */
    private @Nullable T taken;

    /** @param threadName of the thread that reads */
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

    /** Reads again and again from now on. */
    public void follow(Consumer<T> changed) {
        thread.scheduleWithFixedDelay(() -> look(changed), PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads once more, and tells what has changed. */
    public void look(Consumer<T> changed) {
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
            // The thread must not end: whatever it is, the next look may get on.
            LOG.error("A look at the files of tokens failed by a fault of the gateway", e);
        }
    }

    /** Ends the thread that reads. */
    public void close() {
        thread.shutdownNow();
    }
}
