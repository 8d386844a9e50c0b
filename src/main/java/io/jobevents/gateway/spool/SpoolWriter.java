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
 * The thread that does what is asked of the spool's file. What comes in while a commit is on its way goes into the next one
 * together, so that many callbacks share one sync of the disk.
 *
 * <p>A disk that fails or is full fails the tasks of its group, and is tried again with the next one. Thread-safe.
 */
final class SpoolWriter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SpoolWriter.class);
    /** Tasks of one commit. */
    private static final int GROUP = 256;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(4);

    private final Path path;
    private final SpoolCount count;
    private final SpoolStore store;
    private final BlockingQueue<SpoolTask> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("spool").daemon().unstarted(this::run);
    private final OnTheirWay onTheirWay = new OnTheirWay(number -> add(new SpoolTask.Delete(List.of(number))));
    /** Tasks that failed and have to be done all the same; of the thread alone. */
    private final List<SpoolTask> owed = new ArrayList<>();

    private volatile boolean writable = true;
    private volatile boolean slack;

    /** @param count is told what is on disk */
    SpoolWriter(Path path, Clock clock, SpoolCount count) {
        this.path = path;
        this.count = count;
        this.store = new SpoolStore(path, clock, count::recounted);
    }

    /**
     * Opens the file and begins to work. A folder that cannot be written is tried again later.
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

    /** Has it done, after what was added before. */
    void add(SpoolTask task) {
        tasks.add(task);
    }

    /** Whether the last commit succeeded. */
    boolean isWritable() {
        return writable;
    }

    /** Whether the last {@link SpoolTask.Shrink} left something to give back. */
    boolean hasSlack() {
        return slack;
    }

    /** How many files were set aside. */
    int damaged() {
        return store.damaged();
    }

    /** Does what is left to do, and lets go of the folder. Blocks. */
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
            LOG.debug("The spool's lock goes with the process", e);
        }
    }

    /** Does all of them in one transaction, then tells those who wait. */
    private void commit(List<SpoolTask> group) {
        try {
            List<Runnable> committed = store.write(file -> doAll(group, file));
            writable();
            committed.forEach(Runnable::run);
            if (group.stream().anyMatch(SpoolTask.Shrink.class::isInstance)) {
                slack = store.open().upkeep().shrink();
            }
        } catch (IOException | SQLException | RuntimeException e) {
            // A bug, too, fails its group and no more: this thread has to go on.
            unwritable(e);
            group.forEach(task -> failed(task, e));
        }
    }

    /** Does them in the open transaction; what it returns is to be run once that is committed. */
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
                    numbers.forEach(onTheirWay::remove);
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
                List<Row> rows = file.next(read.after(), read.limit(), read.maxBytes(), onTheirWay::contains);
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

    /** They are on disk. What is on its way is marked so before anybody can read it. */
    private void kept(SpoolTask.Keep keep, List<Long> numbers) {
        count.written(keep.held(), keep.entries().getFirst().record().receivedAt());
        for (int i = 0; i < numbers.size(); i++) {
            long number = numbers.get(i);
            keep.entries().get(i).late().ifPresent(late -> onTheirWay.follow(number, late));
        }
        keep.kept().complete(new Kept.OnDisk());
    }

    /** What is owed to the disk is done with the next group; who waits is told. */
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
