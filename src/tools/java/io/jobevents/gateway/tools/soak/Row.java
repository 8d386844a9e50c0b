package io.jobevents.gateway.tools.soak;

import io.jobevents.gateway.tools.soak.Ledger.Entry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The figures of one phase, or of all.
 *
 * @param rejected answered 400 or 200 with the body kept in quarantine
 * @param unavailable answered 503
 * @param other with any other answer
 * @param missing callbacks with a promised id that is on no topic
 * @param copies records beyond the first of each promised id
 */
public record Row(
        String name,
        int sent,
        int answered200,
        int published,
        int spooled,
        int rejected,
        int unavailable,
        int other,
        int unanswered,
        int missing,
        int copies,
        Duration p50,
        Duration p99,
        Duration max) {

    static final String HEAD = "%-28s %8s %8s %9s %8s %8s %6s %5s %6s %7s %6s %8s %8s %8s%n"
            .formatted(
                    "phase",
                    "sent",
                    "200",
                    "published",
                    "spooled",
                    "rejected",
                    "503",
                    "other",
                    "none",
                    "missing",
                    "copies",
                    "p50 ms",
                    "p99 ms",
                    "max ms");

    static Row of(String name, List<Entry> entries, Arrivals arrivals) {
        int[] counts = new int[Count.values().length];
        for (Entry entry : entries) {
            count(entry, arrivals, counts);
        }
        long[] times = entries.stream()
                .filter(entry -> !(entry.answer() instanceof Answer.Unanswered))
                .mapToLong(entry -> entry.time().toNanos())
                .sorted()
                .toArray();
        return new Row(
                name,
                entries.size(),
                counts[Count.ANSWERED_200.ordinal()],
                counts[Count.PUBLISHED.ordinal()],
                counts[Count.SPOOLED.ordinal()],
                counts[Count.REJECTED.ordinal()],
                counts[Count.UNAVAILABLE.ordinal()],
                counts[Count.OTHER.ordinal()],
                counts[Count.UNANSWERED.ordinal()],
                counts[Count.MISSING.ordinal()],
                counts[Count.COPIES.ordinal()],
                quantile(times, 0.5),
                quantile(times, 0.99),
                quantile(times, 1));
    }

    private enum Count {
        ANSWERED_200,
        PUBLISHED,
        SPOOLED,
        REJECTED,
        UNAVAILABLE,
        OTHER,
        UNANSWERED,
        MISSING,
        COPIES
    }

    private static void count(Entry entry, Arrivals arrivals, int[] counts) {
        switch (entry.answer()) {
            case Answer.Kept(int status, String outcome, List<String> marks) -> {
                counts[Count.ANSWERED_200.ordinal()] += status == 200 ? 1 : 0;
                Count kind =
                        switch (outcome) {
                            case "published" -> Count.PUBLISHED;
                            case "spooled" -> Count.SPOOLED;
                            case "rejected" -> Count.REJECTED;
                            default -> Count.OTHER;
                        };
                counts[kind.ordinal()]++;
                int[] found = marks.stream().mapToInt(arrivals::count).toArray();
                counts[Count.MISSING.ordinal()] += Arrays.stream(found).anyMatch(count -> count == 0) ? 1 : 0;
                counts[Count.COPIES.ordinal()] += Arrays.stream(found)
                        .map(count -> Math.max(0, count - 1))
                        .sum();
            }
            case Answer.Refused(int status, String reason) ->
                counts[(status == 503 ? Count.UNAVAILABLE : Count.OTHER).ordinal()]++;
            case Answer.Unanswered(String why) -> counts[Count.UNANSWERED.ordinal()]++;
        }
    }

    private static Duration quantile(long[] sorted, double share) {
        return sorted.length == 0
                ? Duration.ZERO
                : Duration.ofNanos(sorted[(int) Math.ceil(share * sorted.length) - 1]);
    }

    String render() {
        return "%-28s %8d %8d %9d %8d %8d %6d %5d %6d %7d %6d %8.1f %8.1f %8.1f%n"
                .formatted(
                        name,
                        sent,
                        answered200,
                        published,
                        spooled,
                        rejected,
                        unavailable,
                        other,
                        unanswered,
                        missing,
                        copies,
                        milliseconds(p50),
                        milliseconds(p99),
                        milliseconds(max));
    }

    private static double milliseconds(Duration time) {
        return time.toNanos() / 1e6;
    }
}
