package io.jobevents.gateway.replay;

import io.jobevents.gateway.callback.Reason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The counts of the bodies of a run, by the reason of their rejection and their fate. Not thread-safe. */
public final class Tally {

    /** The result for a body. */
    public enum Fate {
        /** Its events and its tombstone are acknowledged. In a dry run: it is sound. */
        REPLAYED,
        /** It stays open: this version, with these settings, still rejects it. */
        AT_FAULT,
        /** It has no result: Kafka failed, its source is unknown, it has no key, or it is gone meanwhile. */
        SKIPPED;

        /** The word in log fields. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The word for reasons that this version does not know. */
    private static final String OTHER = "other";

    private static final String TITLE = "%-19s  %17s  %14s  %9s\n";
    private static final String ROW = "%-19s  %17d  %14d  %9d\n";

    private final Map<String, EnumMap<Fate, Long>> counts = new TreeMap<>();

    void count(Optional<Reason> reason, Fate fate) {
        counts.computeIfAbsent(reason.map(Reason::code).orElse(OTHER), word -> new EnumMap<>(Fate.class))
                .merge(fate, 1L, Long::sum);
    }

    /** The counted reasons, in alphabetical order. */
    public List<String> reasons() {
        return List.copyOf(counts.keySet());
    }

    public long of(String reason, Fate fate) {
        return counts.getOrDefault(reason, new EnumMap<>(Fate.class)).getOrDefault(fate, 0L);
    }

    public long total(Fate fate) {
        return reasons().stream().mapToLong(reason -> of(reason, fate)).sum();
    }

    /**
     * A table with a line for each reason and for the total, and a column for each fate.
     *
     * @param replayed the title of the first column of counts
     */
    public String render(String replayed) {
        StringBuilder table = new StringBuilder(String.format(TITLE, "reason", replayed, "still at fault", "skipped"));
        for (String reason : reasons()) {
            table.append(row(reason, fate -> of(reason, fate)));
        }
        return table.append(row("total", this::total)).toString();
    }

    private static String row(String name, ToLongFunction<Fate> count) {
        return String.format(
                ROW,
                name,
                count.applyAsLong(Fate.REPLAYED),
                count.applyAsLong(Fate.AT_FAULT),
                count.applyAsLong(Fate.SKIPPED));
    }

    /** The number of all counted bodies. */
    public long total() {
        return Arrays.stream(Fate.values()).mapToLong(this::total).sum();
    }
}
