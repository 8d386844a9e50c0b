package io.jobevents.gateway.spool;

import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.Spool;
import io.jobevents.gateway.spool.SpoolFile.Held;
import io.jobevents.gateway.spool.SpoolFile.Row;
import io.jobevents.gateway.spool.SpoolFile.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The spool on disk. One thread does what is asked of the file; what comes in while a commit is on its way goes into the
 * next one together, so that many callbacks share one sync of the disk.
 *
 * <p>A disk that fails or is full refuses what comes in, and is tried again with the next attempt. Thread-safe.
 */
final class DiskSpool implements Spool, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DiskSpool.class);
    /** The part of the heap that may wait to be written. */
    private static final int HEAP_SHARE = 8;
    /** Tasks of one commit. */
    private static final int GROUP = 256;
    /** A disk that has not answered by then counts as failed. What it writes later does no harm. */
    private static final Duration DISK_LIMIT = Duration.ofSeconds(2);

    private final Path path;
    private final SpoolCount count;
    private final SpoolStore store;
    private final BlockingQueue<SpoolTask> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("spool").daemon().unstarted(this::run);
    private final OnTheirWay onTheirWay = new OnTheirWay(number -> delete(List.of(number)));
    /** Tasks that failed and have to be done all the same; of the thread alone. */
    private final List<SpoolTask> owed = new ArrayList<>();

    private volatile boolean writable = true;
    private volatile boolean slack;

    DiskSpool(Path path, long maxSize, Clock clock) {
        this.path = path;
        this.count = new SpoolCount(maxSize, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        this.store = new SpoolStore(path, clock, count::recounted);
    }

    /**
     * Opens the spool and begins to work. A folder that cannot be written is tried again later.
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

    @Override
    public CompletionStage<Kept> keep(List<Entry> entries) {
        List<Held> held = entries.stream().map(Held::of).toList();
        if (!count.reserve(held)) {
            return CompletableFuture.completedStage(new Kept.NoRoom());
        }
        CompletableFuture<Kept> kept = new CompletableFuture<>();
        tasks.add(new SpoolTask.Keep(entries, held, kept));
        return kept.copy().completeOnTimeout(new Kept.NoRoom(), DISK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Deletes rows whose records are where they belong. */
    void delete(List<Long> numbers) {
        tasks.add(new SpoolTask.Delete(numbers));
    }

    /** Keeps a row for people to decide on, since Kafka refuses it for good. */
    void setAside(Row row, Cause refusal) {
        tasks.add(new SpoolTask.SetAside(row, refusal));
    }

    /** The rows that wait and are not on their way, oldest first, after that number. Fails if the disk does. */
    CompletableFuture<List<Row>> read(long after, int limit, long maxBytes) {
        CompletableFuture<List<Row>> rows = new CompletableFuture<>();
        tasks.add(new SpoolTask.Read(after, limit, maxBytes, rows));
        return rows;
    }

    /** Counts anew, since an operator may have changed rows, and tries a disk that failed. */
    void recount() {
        tasks.add(new SpoolTask.Recount());
    }

    /** Gives some of what is not used back to the file system, and takes no longer than a commit may. */
    void shrink() {
        tasks.add(new SpoolTask.Shrink());
    }

    /** Whether the last {@link #shrink} left something to give back. */
    boolean hasSlack() {
        return slack;
    }

    @Override
    public Level level() {
        Totals totals = count.totals();
        return new Level(
                totals.waiting(),
                totals.aside(),
                totals.bytes(),
                count.limit(),
                totals.oldest(),
                writable,
                store.damaged());
    }

    /** Does what is left to do, and lets go of the folder. Blocks. */
    @Override
    public void close() {
        tasks.add(new SpoolTask.Stop());
        try {
            thread.join(DISK_LIMIT.multipliedBy(2));
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
                slack = store.open().shrink();
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
            case SpoolTask.Read read -> {
                List<Row> rows = file.next(read.after(), read.limit(), read.maxBytes(), onTheirWay::contains);
                yield () -> read.rows().complete(rows);
            }
            case SpoolTask.Recount() -> {
                if (!writable) {
                    file.touch();
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
        keep.kept().complete(new Kept.OnDisk(numbers));
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
