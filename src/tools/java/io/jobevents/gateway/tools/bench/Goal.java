package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.util.Optional;
import java.util.function.Function;

/** A figure that the gateway should reach, and whether less of it is better. */
record Goal(
        String words, boolean atMost, double value, String unit, Function<Measurements, Optional<Spread>> measured) {

    static Goal ratioAtMost(String words, double value, Function<Measurements, Optional<Spread>> measured) {
        return new Goal(words, true, value, "", measured);
    }

    static Goal ratioAtLeast(String words, double value, Function<Measurements, Optional<Spread>> measured) {
        return new Goal(words, false, value, "", measured);
    }

    /** The gateway's through another target's, under one load. */
    static Function<Measurements, Optional<Spread>> against(Target other, Quantity quantity, Setting setting) {
        return figures -> figures.ratio(quantity, Target.GATEWAY, setting, other, setting);
    }

    /** The gateway's under one load through its own under another. */
    static Function<Measurements, Optional<Spread>> against(Setting other, Quantity quantity, Setting setting) {
        return figures -> figures.ratio(quantity, Target.GATEWAY, setting, Target.GATEWAY, other);
    }

    /** The line of the table. */
    String row(Measurements figures) {
        String target = (atMost ? "≤ " : "≥ ") + plain(value) + unit;
        return measured.apply(figures)
                .map(spread -> "| %s | %s | %s%s | %s |%n"
                        .formatted(
                                words,
                                target,
                                spread.format(unit.isEmpty() ? "%.2f" : "%.0f"),
                                unit,
                                isMet(spread) ? "met" : "**not met**"))
                .orElseGet(() -> "| %s | %s | not measured | |%n".formatted(words, target));
    }

    private boolean isMet(Spread spread) {
        return atMost ? spread.median() <= value : spread.median() >= value;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
