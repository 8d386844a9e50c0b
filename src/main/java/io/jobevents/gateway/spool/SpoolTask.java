package io.jobevents.gateway.spool;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.Spool.Entry;
import io.jobevents.gateway.Spool.Kept;
import io.jobevents.gateway.spool.SpoolFile.Row;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What {@link SpoolWriter} is asked to do.
 *
 * <ul>
 *   <li>{@link Keep}: write entries; who asked waits for the commit
 *   <li>{@link Delete}: let go of rows
 *   <li>{@link SetAside}: mark a row as refused for good
 *   <li>{@link Retry}: have rows that were set aside wait again
 *   <li>{@link Reasons}: count the rows set aside by their refusal
 *   <li>{@link Read}: hand out rows that wait
 *   <li>{@link Recount}: count what is on disk
 *   <li>{@link Shrink}: give unused pages back
 *   <li>{@link Stop}: end, when all that came before is done
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
