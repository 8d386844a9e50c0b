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
 * The spool on disk: reserves space for entries, and passes tasks to its {@link SpoolWriter}.
 *
 * <p>While the disk fails or is full, entries are refused; each call tries the disk again. Thread-safe.
 */
final class DiskSpool implements Spool, SpoolAside, AutoCloseable {

    /** Entries that wait to be written take at most this fraction (1/8) of the heap. */
    private static final int HEAP_SHARE = 8;
    /** The timeout of a write, after which the disk counts as failed. A later write only causes a duplicate record. */
    private static final Duration DISK_LIMIT = Duration.ofSeconds(2);

    private final SpoolCount count;
    private final SpoolWriter writer;

    DiskSpool(Path path, long maxSize, Clock clock) {
        this.count = new SpoolCount(maxSize, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
        this.writer = new SpoolWriter(path, clock, count);
    }

    /**
     * Opens the spool. If the folder cannot be written, this is retried later.
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

    /** Deletes rows whose records Kafka has acknowledged. */
    void delete(List<Long> numbers) {
        writer.add(new SpoolTask.Delete(numbers));
    }

    /** Sets a row aside for the operator, since Kafka refuses it for good. */
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

    /**
     * The waiting rows after that number, oldest first, without those that the producer still tries. Fails if the disk
     * does.
     */
    CompletableFuture<List<Row>> read(long after, int limit, long maxBytes) {
        CompletableFuture<List<Row>> rows = new CompletableFuture<>();
        writer.add(new SpoolTask.Read(after, limit, maxBytes, rows));
        return rows;
    }

    /** Counts the rows again, since an operator may have changed them, and tries a disk that failed. */
    void recount() {
        writer.add(new SpoolTask.Recount());
    }

    /** Returns some unused pages to the file system, and takes no longer than a commit. */
    void shrink() {
        writer.add(new SpoolTask.Shrink());
    }

    /** Whether the last {@link #shrink} left unused pages. */
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

    /** Completes the queued tasks, and releases the folder. Blocks. */
    @Override
    public void close() {
        writer.close();
    }
}
