package io.jobevents.gateway.kafka;

import io.jobevents.gateway.record.TopicRecord.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the newest matches of a search that are not reported yet, as many as are still wanted. A match is reported once
 * no record that is still to be read can precede it. For one thread.
 */
final class NewestFirst<R> {

    /** Descending order. No two keys are equal, since their places differ. */
    private static final Comparator<Key> ORDER = Comparator.comparing(Key::millis)
            .thenComparing(
                    Key::place,
                    Comparator.comparing(Place::topic)
                            .thenComparingInt(Place::partition)
                            .thenComparingLong(Place::offset))
            .reversed();

    /**
     * The most matches of one millisecond that a later search skips, since it must keep them to skip them. Further
     * matches of that millisecond are not reported.
     */
    private static final int MOST_OF_ONE_MILLISECOND = 1_000;

    private static final int NANOS = 1_000_000;

    private record Key(long millis, Place place) {}

    private final TreeMap<Key, R> kept = new TreeMap<>(ORDER);
    /** The millisecond in which the search before ended, and how many of its matches were reported by then. */
    private final long skippedMillis;

    private int toSkip;
    private int wanted;

    /** The millisecond of the last match, and how many of its matches are reported or skipped. */
    private long lastMillis;

    private int ofLast;

    /**
     * @param wanted the most matches to report
     * @param to see {@link io.jobevents.gateway.RecordTopics.Span#to}
     */
    NewestFirst(int wanted, Instant to) {
        this.wanted = wanted;
        this.skippedMillis = millis(to);
        this.toSkip = to.getNano() % NANOS;
    }

    /** The first millisecond that is not searched. */
    static long bound(Instant to) {
        return to.getNano() % NANOS == 0 ? millis(to) : millis(to) + 1;
    }

    /** The milliseconds of an instant, also of one beyond the range of a long. */
    static long millis(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException beyond) {
            return instant.getEpochSecond() < 0 ? 0 : Long.MAX_VALUE - 1;
        }
    }

    /** Whether a match of that time and place would be kept. */
    boolean isWanted(long millis, Place place) {
        return kept.size() < capacity() || ORDER.compare(new Key(millis, place), kept.lastKey()) < 0;
    }

    void add(long millis, Place place, R match) {
        kept.put(new Key(millis, place), match);
        if (kept.size() > capacity()) {
            kept.pollLastEntry();
        }
    }

    private int capacity() {
        return Math.min(toSkip, MOST_OF_ONE_MILLISECOND) + wanted;
    }

    /**
     * Removes the wanted matches of that time or later, without those that the search before has reported. All records
     * of that time or later must have been read.
     */
    List<R> take(long sinceMillis) {
        List<R> taken = new ArrayList<>();
        while (wanted > 0 && !kept.isEmpty() && kept.firstKey().millis() >= sinceMillis) {
            Map.Entry<Key, R> first = kept.pollFirstEntry();
            long millis = first.getKey().millis();
            ofLast = millis == lastMillis ? ofLast + 1 : 1;
            lastMillis = millis;
            if (toSkip > 0 && millis == skippedMillis) {
                toSkip--;
            } else {
                wanted--;
                taken.add(first.getValue());
            }
        }
        if (!kept.isEmpty() && kept.firstKey().millis() < skippedMillis) {
            toSkip = 0; // the millisecond has fewer matches than were reported before
        }
        return taken;
    }

    boolean isComplete() {
        return wanted == 0;
    }

    /**
     * The {@code to} of the next search, once all wanted matches are reported: the millisecond of the last match, with
     * the number of its reported matches as nanoseconds.
     */
    Instant back() {
        Instant last = Instant.ofEpochMilli(lastMillis);
        return ofLast < MOST_OF_ONE_MILLISECOND ? last.plusNanos(ofLast) : last;
    }
}
