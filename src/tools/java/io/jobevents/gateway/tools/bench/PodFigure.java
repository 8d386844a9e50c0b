package io.jobevents.gateway.tools.bench;

import java.util.Locale;

/**
 * The figures of a pod at one rate.
 *
 * @param processors its limit of processors
 * @param rate offered callbacks per second
 * @param when the part of the run, such as {@code first 60 s}
 * @param reached callbacks per second answered 200
 * @param p50 in milliseconds from when a callback was due, as are the other percentiles
 * @param failed callbacks that were not answered 200
 * @param pauses the number of its GC pauses
 * @param full the number of full collections
 * @param used the mean number of processors used
 * @param resident peak resident memory since the start, in megabytes (2^20)
 */
record PodFigure(
        int processors,
        int rate,
        String when,
        double reached,
        double p50,
        double p99,
        double p999,
        double max,
        long failed,
        int pauses,
        double pauseMedian,
        double pauseMax,
        int full,
        double used,
        double resident) {

    /** The share of the offered rate from which it counts as reached. */
    private static final double TAKEN = 0.99;

    private static final String ROW =
            "| %d | %,d | %s | %s | %,.1f | %,.1f | %,.1f | %,.0f | %,d | %,d | %.1f | %.1f | %d | %.2f | %.0f |%n";

    static final String HEAD = """
            | processors | offered/s | when | reached/s | p50 ms | p99 ms | p99.9 ms | max ms | not 200 | GC pauses | median ms | longest ms | full | processors used | resident MB |
            |--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    boolean isTaken() {
        return reached >= TAKEN * rate;
    }

    /** The row of the table. */
    String row() {
        String answered = String.format(Locale.ROOT, isTaken() ? "%,.0f" : "**%,.0f, not taken**", reached);
        return String.format(
                Locale.ROOT,
                ROW,
                processors,
                rate,
                when,
                answered,
                p50,
                p99,
                p999,
                max,
                failed,
                pauses,
                pauseMedian,
                pauseMax,
                full,
                used,
                resident);
    }
}
