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

/** What became of the open bodies, by the reason for which they were rejected. Not thread-safe. */
public final class Tally {

    /** What became of a body. */
    public enum Fate {
        /** Its events and its tombstone are acknowledged; in a dry run: would be. */
        REPLAYED,
        /** It stays open: this version, with these settings, rejects it still. */
        AT_FAULT,
        /** It stays open, and nothing is known of it: Kafka failed, it is of another source, or it is gone meanwhile. */
        SKIPPED;

        /** As a field of the log. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Where the reason is no word of this version. */
    private static final String OTHER = "other";

    private static final String TITLE = "%-19s  %17s  %14s  %9s\n";
    private static final String ROW = "%-19s  %17d  %14d  %9d\n";

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

    /**
     * A table: a line for each reason and one for the sum, a column for each fate.
     *
     * @param replayed the words above the first column
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

    /** All that were looked at. */
    public long total() {
        return Arrays.stream(Fate.values()).mapToLong(this::total).sum();
    }
}
