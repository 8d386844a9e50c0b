package io.jobevents.gateway.kafka;

import io.jobevents.gateway.record.TopicRecord.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The newest of the matches that a search has seen and not told yet, as many as may still be wanted. Told is only what no record
 * that is yet to be read can come before. For one thread.
 */
final class NewestFirst<R> {

    /** The greatest first; of equal timestamps no two are equal, since their places are not. */
    private static final Comparator<Key> ORDER = Comparator.comparing(Key::millis)
            .thenComparing(
                    Key::place,
                    Comparator.comparing(Place::topic)
                            .thenComparingInt(Place::partition)
                            .thenComparingLong(Place::offset))
            .reversed();

    /** A millisecond of which more matches were told than that is left as it is: they would have to be kept to be skipped. */
    private static final int MOST_OF_ONE_MILLISECOND = 1_000;

    private static final int NANOS = 1_000_000;

    private record Key(long millis, Place place) {}

    private final TreeMap<Key, R> kept = new TreeMap<>(ORDER);
    private final long skippedMillis;
    private int toSkip;
    private int wanted;

    /** The millisecond of the last one, and how many of it are told or skipped. */
    private long lastMillis;

    private int ofLast;

    /**
     * @param wanted at most so many are told
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

    /** Of any instant, also of those that milliseconds cannot tell. */
    static long millis(Instant instant) {
        try {
            return instant.toEpochMilli();
        } catch (ArithmeticException beyond) {
            return instant.getEpochSecond() < 0 ? 0 : Long.MAX_VALUE - 1;
        }
    }

    /** Whether a record of that time and place would be kept. */
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

    /** Takes what is of that time or later, all of which has been seen, as far as it is wanted. */
    List<R> take(long sinceMillis) {
        List<R> taken = new ArrayList<>();
        while (wanted > 0 && !kept.isEmpty() && kept.firstKey().millis() >= sinceMillis) {
            Key key = kept.firstKey();
            R match = kept.pollFirstEntry().getValue();
            ofLast = key.millis() == lastMillis ? ofLast + 1 : 1;
            lastMillis = key.millis();
            if (toSkip > 0 && key.millis() == skippedMillis) {
                toSkip--;
            } else {
                wanted--;
                taken.add(match);
            }
        }
        if (!kept.isEmpty() && kept.firstKey().millis() < skippedMillis) {
            toSkip = 0; // there are fewer than were told before
        }
        return taken;
    }

    boolean isComplete() {
        return wanted == 0;
    }

    /** Where a search goes on that has told what was wanted. */
    Instant back() {
        Instant last = Instant.ofEpochMilli(lastMillis);
        return ofLast < MOST_OF_ONE_MILLISECOND ? last.plusNanos(ofLast) : last;
    }
}
