package io.jobevents.gateway.spool;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.Spool.Entry;
import io.jobevents.gateway.Spool.Kept;
import io.jobevents.gateway.spool.SpoolFile.Row;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A task of {@link SpoolWriter}.
 *
 * <ul>
 *   <li>{@link Keep}: write entries; the caller waits for the commit
 *   <li>{@link Delete}: delete rows
 *   <li>{@link SetAside}: mark a row as refused for good
 *   <li>{@link Retry}: make rows that were set aside wait for the drain again
 *   <li>{@link Reasons}: count the rows set aside by their refusal
 *   <li>{@link Read}: read waiting rows
 *   <li>{@link Recount}: count what is on disk
 *   <li>{@link Shrink}: return unused pages to the file system
 *   <li>{@link Stop}: end after all earlier tasks
 * </ul>
 */
sealed interface SpoolTask {
    record Keep(List<Entry> entries, List<Held> held, CompletableFuture<Kept> kept) implements SpoolTask {}

    record Delete(List<Long> numbers) implements SpoolTask {}

    record SetAside(Row row, Cause refusal) implements SpoolTask {}

    record Retry(CompletableFuture<Long> retried) implements SpoolTask {}

    record Reasons(CompletableFuture<Map<String, Long>> reasons) implements SpoolTask {}

    record Read(long after, int limit, long maxBytes, CompletableFuture<List<Row>> rows) implements SpoolTask {}

    record Recount() implements SpoolTask {}

    record Shrink() implements SpoolTask {}

    record Stop() implements SpoolTask {}
}
