package io.jobevents.gateway.spool;

import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.Spool.Kept;
import io.jobevents.gateway.spool.SpoolFile.Row;
import io.jobevents.gateway.spool.SpoolFile.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/**
 * Runs the tasks of the spool's file on one thread. Tasks that arrive during a commit form the next group, so that many
 * callbacks share one sync of the disk.
 *
 * <p>If the disk fails or is full, the tasks of the group fail; the next group tries the disk again. Thread-safe.
 */
final class SpoolWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SpoolWriter.class);
    /** The most tasks of one commit. */
    private static final int GROUP = 256;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(4);

    private final Path path;
    private final SpoolCount count;
    private final SpoolStore store;
    private final BlockingQueue<SpoolTask> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("spool").daemon().unstarted(this::run);
    private final InFlightRows inFlight = new InFlightRows(number -> add(new SpoolTask.Delete(List.of(number))));
    /** Tasks that failed and are repeated with the next group; for the thread alone. */
    private final List<SpoolTask> owed = new ArrayList<>();

    private volatile boolean writable = true;
    private volatile boolean slack;

    /** @param count receives the counts of what is on disk */
    SpoolWriter(Path path, Clock clock, SpoolCount count) {
        this.path = path;
        this.count = count;
        this.store = new SpoolStore(path, clock, count::recounted);
    }

    /**
     * Opens the file and starts the thread. If the folder cannot be written, this is retried later.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if another gateway uses it
     */
    void open() {
        try {
            store.write(file -> true);
        } catch (IOException | SQLException e) {
            unwritable(e);
        }
        thread.start();
    }

    /** Queues a task, after all that were added before. */
    void add(SpoolTask task) {
        tasks.add(task);
    }

    /** Whether the last commit succeeded. */
    boolean isWritable() {
        return writable;
    }

    /** Whether the last {@link SpoolTask.Shrink} left unused pages. */
    boolean hasSlack() {
        return slack;
    }

    /** The number of files that were set aside. */
    int damaged() {
        return store.damaged();
    }

    /** Completes the queued tasks, and releases the folder. Blocks. */
    @Override
    public void close() {
        add(new SpoolTask.Stop());
        try {
            thread.join(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean stopping = false;
        while (!stopping) {
            List<SpoolTask> group = new ArrayList<>(owed);
            owed.clear();
            try {
                group.add(tasks.take());
            } catch (InterruptedException e) {
                return;
            }
            tasks.drainTo(group, GROUP - 1);
            stopping = group.stream().anyMatch(SpoolTask.Stop.class::isInstance);
            commit(group);
        }
        try {
            store.close();
        } catch (IOException e) {
            LOG.debug("The spool's lock is released when the process ends", e);
        }
    }

    /** Runs the tasks in one transaction, then completes their futures. */
    private void commit(List<SpoolTask> group) {
        try {
            List<Runnable> committed = store.write(file -> doAll(group, file));
            writable();
            committed.forEach(Runnable::run);
            if (group.stream().anyMatch(SpoolTask.Shrink.class::isInstance)) {
                slack = store.open().upkeep().shrink();
            }
        } catch (IOException | SQLException | RuntimeException e) {
            // An exception of any kind fails only its group, so that the thread does not end.
            unwritable(e);
            group.forEach(task -> failed(task, e));
        }
    }

    /** Runs the tasks in the open transaction, and returns the actions to run after the commit. */
    private List<Runnable> doAll(List<SpoolTask> group, SpoolFile file) throws SQLException {
        List<Runnable> committed = new ArrayList<>(group.size());
        for (SpoolTask task : group) {
            committed.add(doOne(task, file));
        }
        return committed;
    }

    private Runnable doOne(SpoolTask task, SpoolFile file) throws SQLException {
        return switch (task) {
            case SpoolTask.Keep keep -> {
                List<Long> numbers = file.insert(keep.entries());
                yield () -> kept(keep, numbers);
            }
            case SpoolTask.Delete(List<Long> numbers) -> {
                List<Held> deleted = new ArrayList<>();
                for (long number : numbers) {
                    file.delete(number).ifPresent(deleted::add);
                }
                yield () -> {
                    deleted.forEach(count::deleted);
                    numbers.forEach(inFlight::remove);
                };
            }
            case SpoolTask.SetAside(Row row, Cause refusal) -> {
                file.setAside(row.number(), refusal);
                yield () -> count.setAside(row.held());
            }
            case SpoolTask.Retry(CompletableFuture<Long> retried) -> {
                long rows = file.aside().retry();
                Totals totals = file.totals();
                yield () -> {
                    count.recounted(totals);
                    retried.complete(rows);
                };
            }
            case SpoolTask.Reasons(CompletableFuture<Map<String, Long>> reasons) -> {
                Map<String, Long> counted = file.aside().reasons();
                yield () -> reasons.complete(counted);
            }
            case SpoolTask.Read read -> {
                List<Row> rows = file.next(read.after(), read.limit(), read.maxBytes(), inFlight::contains);
                yield () -> read.rows().complete(rows);
            }
            case SpoolTask.Recount() -> {
                if (!writable) {
                    file.upkeep().touch();
                }
                Totals totals = file.totals();
                yield () -> count.recounted(totals);
            }
            case SpoolTask.Shrink() -> () -> {};
            case SpoolTask.Stop() -> () -> {};
        };
    }

    /** Completes a committed task. Rows that the producer still tries are marked before the drain can read them. */
    private void kept(SpoolTask.Keep keep, List<Long> numbers) {
        count.written(keep.held(), keep.entries().getFirst().record().receivedAt());
        for (int i = 0; i < numbers.size(); i++) {
            long number = numbers.get(i);
            keep.entries().get(i).late().ifPresent(late -> inFlight.follow(number, late));
        }
        keep.kept().complete(new Kept.OnDisk());
    }

    /** Fails a task, or keeps it for the next group if it must not be lost. */
    private void failed(SpoolTask task, Exception failure) {
        switch (task) {
            case SpoolTask.Keep keep -> {
                count.release(keep.held());
                keep.kept().complete(new Kept.NoRoom());
            }
            case SpoolTask.Delete delete -> owed.add(delete);
            case SpoolTask.SetAside setAside -> owed.add(setAside);
            case SpoolTask.Retry(CompletableFuture<Long> retried) -> retried.completeExceptionally(failure);
            case SpoolTask.Reasons(CompletableFuture<Map<String, Long>> reasons) ->
                reasons.completeExceptionally(failure);
            case SpoolTask.Read read -> read.rows().completeExceptionally(failure);
            case SpoolTask.Recount() -> {}
            case SpoolTask.Shrink() -> {}
            case SpoolTask.Stop() -> {}
        }
    }

    private void writable() {
        if (!writable) {
            writable = true;
            LogFields.of("change", "spool-writable")
                    .around(() -> LOG.infof("The spool in %s can be written again", path.toAbsolutePath()));
        }
    }

    private void unwritable(Exception failure) {
        if (writable) {
            writable = false;
            LogFields.of("change", "spool-unwritable")
                    .around(() -> LOG.errorf(
                            "The spool in %s cannot be written: %s", path.toAbsolutePath(), failure.getMessage()));
        }
    }
}
