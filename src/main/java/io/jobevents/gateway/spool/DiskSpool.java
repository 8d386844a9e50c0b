package io.jobevents.gateway.spool;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.Spool;
import io.jobevents.gateway.SpoolAside;
import io.jobevents.gateway.spool.SpoolFile.Row;
import io.jobevents.gateway.spool.SpoolFile.Totals;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The spool on disk: gives out room, and has its {@link SpoolWriter} do what is asked.
 *
 * <p>A disk that fails or is full refuses what comes in, and is tried again with the next attempt. Thread-safe.
 */
final class DiskSpool implements Spool, SpoolAside, AutoCloseable {

    /** The part of the heap that may wait to be written. */
    private static final int HEAP_SHARE = 8;
    /** A disk that has not answered by then counts as failed. What it writes later does no harm. */
    private static final Duration DISK_LIMIT = Duration.ofSeconds(2);

    private final SpoolCount count;
    private final SpoolWriter writer;

    DiskSpool(Path path, long maxSize, Clock clock) {
        this.count = new SpoolCount(maxSize, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        this.writer = new SpoolWriter(path, clock, count);
    }

    /**
     * Opens the spool. A folder that cannot be written is tried again later.
     *
     * @throws io.quarkus.runtime.configuration.ConfigurationException if another gateway uses it
     */
    void open() {
        writer.open();
    }

    @Override
    public CompletionStage<Kept> keep(List<Entry> entries) {
        List<Held> held = entries.stream().map(Held::of).toList();
        if (!count.reserve(held)) {
            return CompletableFuture.completedStage(new Kept.NoRoom());
        }
        CompletableFuture<Kept> kept = new CompletableFuture<>();
        writer.add(new SpoolTask.Keep(entries, held, kept));
        return kept.copy().completeOnTimeout(new Kept.NoRoom(), DISK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Deletes rows whose records are where they belong. */
    void delete(List<Long> numbers) {
        writer.add(new SpoolTask.Delete(numbers));
    }

    /** Keeps a row for people to decide on, since Kafka refuses it for good. */
    void setAside(Row row, Cause refusal) {
        writer.add(new SpoolTask.SetAside(row, refusal));
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public CompletableFuture<Map<String, Long>> reasons() {
        CompletableFuture<Map<String, Long>> reasons = new CompletableFuture<>();
        writer.add(new SpoolTask.Reasons(reasons));
        return reasons;
    }

    @Override
    public CompletableFuture<Long> retry() {
        CompletableFuture<Long> retried = new CompletableFuture<>();
        writer.add(new SpoolTask.Retry(retried));
        return retried;
    }

    /** The rows that wait and are not on their way, oldest first, after that number. Fails if the disk does. */
    CompletableFuture<List<Row>> read(long after, int limit, long maxBytes) {
        CompletableFuture<List<Row>> rows = new CompletableFuture<>();
        writer.add(new SpoolTask.Read(after, limit, maxBytes, rows));
        return rows;
    }

    /** Counts anew, since an operator may have changed rows, and tries a disk that failed. */
    void recount() {
        writer.add(new SpoolTask.Recount());
    }

    /** Gives some of what is not used back to the file system, and takes no longer than a commit may. */
    void shrink() {
        writer.add(new SpoolTask.Shrink());
    }

    /** Whether the last {@link #shrink} left something to give back. */
    boolean hasSlack() {
        return writer.hasSlack();
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
                writer.isWritable(),
                writer.damaged());
    }

    /** Does what is left to do, and lets go of the folder. Blocks. */
    @Override
    public void close() {
        writer.close();
    }
}
