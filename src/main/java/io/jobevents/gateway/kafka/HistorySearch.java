package io.jobevents.gateway.kafka;

import io.jobevents.gateway.RecordTopics.Found;
import io.jobevents.gateway.RecordTopics.Span;
import io.jobevents.gateway.RecordTopics.Unreachable;
import io.jobevents.gateway.RecordTopics.Watcher;
import io.jobevents.gateway.record.TopicRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A search backward in windows of time. In each partition, a window ranges from the first record that is not older than
 * its beginning to the first that is not older than its end. So windows do not overlap and leave no record out,
 * whatever the order of timestamps. A match that is older than its window is kept until the window of its timestamp is
 * read. For one thread.
 */
final class HistorySearch<R> {

    private static final long FIRST_LENGTH = 60_000;
    private static final long MAX_LENGTH = Long.MAX_VALUE / 8;
    /** The target size of the first windows in records; it grows while few records match. */
    private static final int FIRST_SIZE = 2_000;

    private static final int MAX_SIZE = 100_000;
    /** A window that exceeds its target size by this factor is shortened, if possible. */
    private static final int TOLERANCE = 4;

    /**
     * Spooled records are written late. Records written up to this many milliseconds after the end of the span are
     * searched, too, but at most {@link #MOST_LATE} of them.
     */
    private static final long LATENESS = 3_600_000;

    private static final long MOST_LATE = 200_000;

    private static final long PROGRESS_NANOS = 250_000_000;

    private final HistoryReader reader;
    private final Function<TopicRecord, Optional<R>> pick;
    private final Watcher<R> watcher;
    private final NewestFirst<R> newest;
    /** The first millisecond that is searched, and the first after the span. */
    private final long from;

    private final long bound;
    private final Map<TopicPartition, Long> beginnings;

    /** The records from these offsets on, and from the time {@link #back} on, were searched. */
    private Map<TopicPartition, Long> upper;

    private long back;
    /** An estimate of the number of records to read. */
    private final long total;

    private long read;
    private long length = FIRST_LENGTH;
    private int size = FIRST_SIZE;
    private long nextProgress = System.nanoTime();

    /** @param now the end of the first window, unless the span ends before */
    HistorySearch(
            HistoryReader reader, Span span, Function<TopicRecord, Optional<R>> pick, Watcher<R> watcher, Instant now)
            throws Unreachable {
        this.reader = reader;
        this.pick = pick;
        this.watcher = watcher;
        this.newest = new NewestFirst<>(span.limit(), span.to().orElse(Instant.ofEpochMilli(Long.MAX_VALUE)));
        this.from = span.from().map(NewestFirst::millis).orElse(0L);
        this.beginnings = reader.beginnings();
        Map<TopicPartition, Long> ends = reader.ends();
        this.bound = span.to()
                .map(NewestFirst::bound)
                .filter(millis -> millis < MAX_LENGTH)
                .orElse(Long.MAX_VALUE);
        this.upper = bound == Long.MAX_VALUE ? ends : late(ends);
        this.back = Math.min(bound, now.toEpochMilli());
        this.total = between(from == 0 ? beginnings : offsets(from, upper), upper);
    }

    /** The end offsets of the search for late records. */
    private Map<TopicPartition, Long> late(Map<TopicPartition, Long> ends) throws Unreachable {
        Map<TopicPartition, Long> inTime = offsets(bound, ends);
        for (long lateness = LATENESS; lateness > 0; lateness /= TOLERANCE) {
            Map<TopicPartition, Long> late = offsets(bound + lateness, ends);
            if (between(inTime, late) <= MOST_LATE) {
                return late;
            }
        }
        return inTime;
    }

    Found run() throws Unreachable {
        if (bound != Long.MAX_VALUE) {
            readBackTo(offsets(bound, upper));
        }
        Optional<Found> found = Optional.empty();
        while (found.isEmpty() && !reader.isStopped()) {
            long since = Math.max(from, back - length);
            Map<TopicPartition, Long> lower = offsets(since, upper);
            long count = between(lower, upper);
            if (count > (long) size * TOLERANCE && length > 1) {
                length = Math.max(1, length / TOLERANCE);
            } else {
                found = searchWindow(since, lower, count);
            }
        }
        return found.orElseGet(() -> new Found(false, Instant.ofEpochMilli(back)));
    }

    /** Searches the window before {@link #back}. Returns the result if it was the last one. */
    private Optional<Found> searchWindow(long since, Map<TopicPartition, Long> lower, long count) throws Unreachable {
        boolean isLast = since <= from || between(beginnings, lower) == 0;
        readBackTo(lower);
        if (reader.isStopped()) {
            return Optional.empty();
        }
        long reported = report(isLast ? from : since);
        back = since;
        if (newest.isComplete()) {
            return Optional.of(new Found(false, newest.back()));
        }
        if (isLast) {
            return Optional.of(new Found(true, Instant.ofEpochMilli(from)));
        }
        adapt(count, reported);
        progress();
        return Optional.empty();
    }

    /** Adapts the length of the next window to the number of records in the last one. */
    private void adapt(long count, long reported) {
        if (count < size / 2) {
            length = Math.min(MAX_LENGTH, length * (count == 0 ? 8 : 2));
        }
        if (reported < count / 100) {
            size = Math.min(MAX_SIZE, size * 2);
        }
    }

    private void readBackTo(Map<TopicPartition, Long> lower) throws Unreachable {
        reader.read(lower, upper, this::add, this::progress);
        upper = lower;
    }

    private void add(ConsumerRecord<byte[], byte[]> consumed) {
        read++;
        // A record without a timestamp counts as the oldest.
        long millis = Math.max(0, consumed.timestamp());
        TopicRecord.Place place = new TopicRecord.Place(consumed.topic(), consumed.partition(), consumed.offset());
        if (millis >= from && millis < bound && newest.isWanted(millis, place)) {
            pick.apply(ConsoleConsumers.record(consumed)).ifPresent(match -> newest.add(millis, place, match));
        }
    }

    private long report(long since) {
        List<R> matches = newest.take(since);
        if (!matches.isEmpty() && !reader.isStopped()) {
            watcher.found(matches);
        }
        return matches.size();
    }

    private void progress() {
        if (System.nanoTime() - nextProgress >= 0) {
            nextProgress = System.nanoTime() + PROGRESS_NANOS;
            watcher.progress(read, Math.max(total, read), Instant.ofEpochMilli(back));
        }
    }

    /** The first offset of each partition whose record has that timestamp or a later one. */
    private Map<TopicPartition, Long> offsets(long millis, Map<TopicPartition, Long> ends) throws Unreachable {
        if (millis <= 0) {
            return beginnings;
        }
        Map<TopicPartition, Long> offsets = new HashMap<>(reader.offsets(millis, ends));
        offsets.replaceAll((partition, offset) -> Math.max(offset, beginnings.getOrDefault(partition, 0L)));
        return offsets;
    }

    private static long between(Map<TopicPartition, Long> lower, Map<TopicPartition, Long> upper) {
        long count = 0;
        for (Map.Entry<TopicPartition, Long> end : upper.entrySet()) {
            count += Math.max(0, end.getValue() - lower.getOrDefault(end.getKey(), 0L));
        }
        return count;
    }
}
