package io.jobevents.gateway.replay;

import io.jobevents.gateway.callback.Reason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became of the open bodies, by the reason for which they were rejected. Not thread-safe. */
public final class Tally {

    /** What became of a body. */
    public enum Fate {
        /** Its events and its tombstone are acknowledged; in a dry run: would be. */
        REPLAYED,
        /** It stays open: this version, with these settings, rejects it still. */
        AT_FAULT,
        /** It stays open, and nothing is known of it: Kafka failed, it is of another source, or it is gone meanwhile. */
        SKIPPED
    }

    /** Where the reason is no word of this version. */
    private static final String OTHER = "other";

    private final Map<String, EnumMap<Fate, Long>> counts = new TreeMap<>();

    void count(Optional<Reason> reason, Fate fate) {
        counts.computeIfAbsent(reason.map(Reason::code).orElse(OTHER), word -> new EnumMap<>(Fate.class))
                .merge(fate, 1L, Long::sum);
    }

    /** The reasons that there are, in the order of letters. */
    public List<String> reasons() {
        return List.copyOf(counts.keySet());
    }

    public long of(String reason, Fate fate) {
        return counts.getOrDefault(reason, new EnumMap<>(Fate.class)).getOrDefault(fate, 0L);
    }

    public long total(Fate fate) {
        return reasons().stream().mapToLong(reason -> of(reason, fate)).sum();
    }

    /** All that were looked at. */
    public long total() {
        return Arrays.stream(Fate.values()).mapToLong(this::total).sum();
    }
}
