package io.jobevents.gateway.tools.bench;

import java.util.Locale;

/**
 * What a pod has given and taken at one rate, for some time.
 *
 * @param processors that it may use
 * @param rate that it was offered, callbacks a second
 * @param when the words of the part of its life
 * @param reached callbacks a second that were answered 200
 * @param p50 and the others in milliseconds, from when a callback was due
 * @param failed callbacks that were not answered 200
 * @param pauses of its garbage collector
 * @param full how many of these were of the whole heap
 * @param used processors, in the mean
 * @param resident the most memory so far, in megabytes (2^20)
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

    /** Less than this share of its rate is not the rate. */
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

    /** The line of the table. */
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
