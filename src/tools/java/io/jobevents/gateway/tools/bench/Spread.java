package io.jobevents.gateway.tools.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The median and the range of the values of several rounds. */
record Spread(double median, double least, double most) {

    /** Empty if there are no values. */
    static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return Optional.of(new Spread(median, sorted.getFirst(), sorted.getLast()));
    }

    Spread through(double divisor) {
        return new Spread(median / divisor, least / divisor, most / divisor);
    }

    /** The median, and, if there were several rounds, the least and the most. */
    String format(String form) {
        String middle = String.format(Locale.ROOT, form, median);
        return least == most
                ? middle
                : middle + " (" + String.format(Locale.ROOT, form, least) + "–" + String.format(Locale.ROOT, form, most)
                        + ")";
    }
}
