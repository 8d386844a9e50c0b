package io.jobevents.gateway.tools.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether a measured value has grown during the run. Only samples in calm periods are added. A series is flat
 * if the median of the samples in the last third of the run exceeds the median of the first third by at most 15 % and
 * the slack of its measure.
 *
 * <p>Faults restart gateways and brokers, so a series belongs to the gateway or broker and not to a process. Their
 * heaps are fully allocated at the start, so that a new process does not hide memory that an old one had allocated.
 */
final class Flatness {

    private static final double MORE = 1.15;

    /** A series: its subject, such as {@code gateway 1}, and its measure. */
    record Series(String of, Measure measure) {}

    private record Sample(Duration at, double value) {}

    /** The result for one series. */
    record Judged(Series series, int samples, double early, double late, double highest, boolean flat) {

        String render() {
            return "| %s | %s | %.0f %s | %.0f %s | %.0f %s | %s |%n"
                    .formatted(
                            series.of(),
                            series.measure().words(),
                            early,
                            series.measure().unit(),
                            late,
                            series.measure().unit(),
                            highest,
                            series.measure().unit(),
                            flat ? "flat" : "**GROWS**");
        }
    }

    private final Duration length;
    private final Map<Series, List<Sample>> samples = new LinkedHashMap<>();

    Flatness(Duration length) {
        this.length = length;
    }

    void add(Series series, Duration at, double value) {
        samples.computeIfAbsent(series, first -> new ArrayList<>()).add(new Sample(at, value));
    }

    /** A series without samples in the first or in the last third is not flat. */
    List<Judged> judge() {
        return samples.entrySet().stream()
                .map(series -> judge(series.getKey(), series.getValue()))
                .sorted(Comparator.comparing((Judged judged) -> judged.series().of())
                        .thenComparing(judged -> judged.series().measure()))
                .toList();
    }

    private Judged judge(Series series, List<Sample> all) {
        double early = median(all, Duration.ZERO, length.dividedBy(3));
        double late = median(all, length.multipliedBy(2).dividedBy(3), length.multipliedBy(2));
        double highest = all.stream().mapToDouble(Sample::value).max().orElse(Double.NaN);
        boolean flat = late <= early * MORE + series.measure().slack(); // false for NaN
        return new Judged(series, all.size(), early, late, highest, flat);
    }

    private static double median(List<Sample> all, Duration from, Duration until) {
        double[] values = all.stream()
                .filter(sample ->
                        sample.at().compareTo(from) >= 0 && sample.at().compareTo(until) < 0)
                .mapToDouble(Sample::value)
                .sorted()
                .toArray();
        return values.length == 0 ? Double.NaN : values[values.length / 2];
    }
}
