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
 * One search, back by windows of time. A window is what stands, in each partition, between the first record of its beginning or
 * later and that of its end: so windows share no record and leave none out, whatever order the timestamps have. What is older than
 * its window is kept until the window of its own time is read. For one thread.
 */
final class HistorySearch<R> {

    private static final long FIRST_LENGTH = 60_000;
    private static final long MAX_LENGTH = Long.MAX_VALUE / 8;
    /** Records of a window at first, and later, where few match. */
    private static final int FIRST_SIZE = 2_000;

    private static final int MAX_SIZE = 100_000;
    /** A window is made shorter, if that can be, if it holds so many times what it should. */
    private static final int TOLERANCE = 4;

    /**
     * What came so long after the end of the span may be of its time, since a spool was in between; that far it is looked for,
     * but in no more than so many records.
     */
    private static final long LATENESS = 3_600_000;

    private static final long MOST_LATE = 200_000;

    private static final long PROGRESS_NANOS = 250_000_000;

    private final HistoryReader reader;
    private final Function<TopicRecord, Optional<R>> pick;
    private final Watcher<R> watcher;
    private final NewestFirst<R> newest;
    private final long from;
    private final long bound;
    private final Map<TopicPartition, Long> beginnings;

    /** Everything from these offsets, and from that time, on was searched. */
    private Map<TopicPartition, Long> upper;

    private long back;
    private final long of;
    private long read;
    private long length = FIRST_LENGTH;
    private int size = FIRST_SIZE;
    private long nextProgress = System.nanoTime();

    /** @param now where the first window begins, unless the span ends before */
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
        this.of = between(from == 0 ? beginnings : offsets(from, upper), upper);
    }

    /** Where what came late ends. */
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
            Map<TopicPartition, Long> inTime = offsets(bound, upper);
            readWindow(inTime);
            upper = inTime;
        }
        while (!reader.isStopped()) {
            long since = Math.max(from, back - length);
            Map<TopicPartition, Long> lower = offsets(since, upper);
            long count = between(lower, upper);
            if (count > (long) size * TOLERANCE && length > 1) {
                length = Math.max(1, length / TOLERANCE);
                continue;
            }
            readWindow(lower);
            if (reader.isStopped()) {
                break;
            }
            boolean isLast = since <= from || between(beginnings, lower) == 0;
            long told = told(isLast ? from : since);
            back = since;
            upper = lower;
            if (newest.isComplete()) {
                return new Found(false, newest.back());
            }
            if (isLast) {
                return new Found(true, Instant.ofEpochMilli(from));
            }
            adapt(count, told);
            progress();
        }
        return new Found(false, Instant.ofEpochMilli(back));
    }

    private void adapt(long count, long told) {
        if (count < size / 2) {
            length = Math.min(MAX_LENGTH, length * (count == 0 ? 8 : 2));
        }
        if (told < count / 100) {
            size = Math.min(MAX_SIZE, size * 2);
        }
    }

    private void readWindow(Map<TopicPartition, Long> lower) throws Unreachable {
        reader.read(lower, upper, this::add, this::progress);
    }

    private void add(ConsumerRecord<byte[], byte[]> consumed) {
        read++;
        // Without a timestamp it is the oldest.
        long millis = Math.max(0, consumed.timestamp());
        TopicRecord.Place place = new TopicRecord.Place(consumed.topic(), consumed.partition(), consumed.offset());
        if (millis >= from && millis < bound && newest.isWanted(millis, place)) {
            pick.apply(LookingConsumers.record(consumed)).ifPresent(match -> newest.add(millis, place, match));
        }
    }

    private long told(long since) {
        List<R> matches = newest.take(since);
        if (!matches.isEmpty() && !reader.isStopped()) {
            watcher.found(matches);
        }
        return matches.size();
    }

    private void progress() {
        if (System.nanoTime() - nextProgress >= 0) {
            nextProgress = System.nanoTime() + PROGRESS_NANOS;
            watcher.progress(read, Math.max(of, read), Instant.ofEpochMilli(back));
        }
    }

    /** The first offset of each partition whose record is of that time or later. */
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
