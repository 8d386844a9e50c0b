package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A goal for a figure of the gateway.
 *
 * @param atMost whether less is better
 * @param target the value to reach
 * @param stretch a more ambitious value
 * @param unit the unit, after a space; empty for a ratio
 */
record Goal(
        String words,
        boolean atMost,
        OptionalDouble target,
        OptionalDouble stretch,
        String unit,
        Function<Measurements, Optional<Spread>> measured) {

    static Goal atMost(String words, double target, double stretch, Function<Measurements, Optional<Spread>> measured) {
        return new Goal(words, true, OptionalDouble.of(target), OptionalDouble.of(stretch), "", measured);
    }

    static Goal atLeast(
            String words, double target, double stretch, Function<Measurements, Optional<Spread>> measured) {
        return new Goal(words, false, OptionalDouble.of(target), OptionalDouble.of(stretch), "", measured);
    }

    Goal in(String unit) {
        return new Goal(words, atMost, target, stretch, " " + unit, measured);
    }

    Goal withoutStretch() {
        return new Goal(words, atMost, target, OptionalDouble.empty(), unit, measured);
    }

    /** A goal without a target. */
    Goal stretchAlone() {
        return new Goal(words, atMost, OptionalDouble.empty(), stretch, unit, measured);
    }

    /** The gateway's figure divided by another target's, under one load. */
    static Function<Measurements, Optional<Spread>> against(Target other, Quantity quantity, Setting setting) {
        return figures -> figures.ratio(quantity, Target.GATEWAY, setting, other, setting);
    }

    /** The gateway's figure under one load divided by that under another. */
    static Function<Measurements, Optional<Spread>> against(Setting other, Quantity quantity, Setting setting) {
        return figures -> figures.ratio(quantity, Target.GATEWAY, setting, Target.GATEWAY, other);
    }

    /** The row of the table. */
    String row(Measurements figures) {
        Optional<Spread> spread = measured.apply(figures);
        return "| %s | %s | %s | %s | %s |%n"
                .formatted(
                        words,
                        bound(target),
                        bound(stretch),
                        spread.map(there -> there.format("%." + digits(there.median()) + "f") + unit)
                                .orElse("not measured"),
                        spread.map(this::verdict).orElse(""));
    }

    private String verdict(Spread spread) {
        if (reaches(spread, stretch)) {
            return "met, and the stretch";
        }
        if (target.isEmpty()) {
            return "";
        }
        return reaches(spread, target) ? "met" : "**not met**";
    }

    private boolean reaches(Spread spread, OptionalDouble bound) {
        return bound.isPresent()
                && (atMost ? spread.median() <= bound.getAsDouble() : spread.median() >= bound.getAsDouble());
    }

    private String bound(OptionalDouble bound) {
        return bound.isEmpty() ? "" : (atMost ? "≤ " : "≥ ") + plain(bound.getAsDouble()) + unit;
    }

    /** The number of decimals for three significant digits. */
    private static int digits(double number) {
        return number < 10 ? 2 : number < 100 ? 1 : 0;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : Double.toString(number);
    }
}
