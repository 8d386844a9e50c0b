package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntFunction;

/** The figures of a run. Each is also appended to a file, so that an aborted run keeps its figures. */
final class Measurements {

    private final Path file;
    private final String circumstances;
    private final List<Figure> all = new ArrayList<>();

    private Measurements(Path file, String circumstances) {
        this.file = file;
        this.circumstances = circumstances;
    }

    /** Creates an empty file. */
    static Measurements none(Path file, String circumstances) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, circumstances + "\n");
        return new Measurements(file, circumstances);
    }

    /** Reads the figures of an earlier run. */
    static Measurements read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Measurements figures = new Measurements(file, lines.getFirst());
        lines.stream().skip(1).map(Figure::parse).forEach(figures.all::add);
        return figures;
    }

    /** The description of date, machine and options: the first line of the file. */
    String circumstances() {
        return circumstances;
    }

    void add(Quantity quantity, Target target, Setting setting, int round, double value) throws IOException {
        Figure figure = new Figure(quantity, target, setting, round, value);
        all.add(figure);
        Files.writeString(file, figure.line() + "\n", StandardOpenOption.APPEND);
    }

    /** The spread over all rounds; empty if it was not measured. */
    Optional<Spread> spread(Quantity quantity, Target target, Setting setting) {
        return Spread.of(all.stream()
                .filter(figure -> figure.quantity() == quantity)
                .filter(figure -> figure.target() == target && figure.setting() == setting)
                .map(Figure::value)
                .toList());
    }

    /** The number of rounds. */
    int rounds() {
        return all.stream().mapToInt(Figure::round).max().orElse(0);
    }

    /** The value of one round. */
    OptionalDouble value(Quantity quantity, Target target, Setting setting, int round) {
        return all.stream()
                .filter(figure -> figure.quantity() == quantity && figure.round() == round)
                .filter(figure -> figure.target() == target && figure.setting() == setting)
                .mapToDouble(Figure::value)
                .findFirst();
    }

    /** The ratio of two figures, computed per round, since figures of a round are measured within a minute. */
    Optional<Spread> ratio(Quantity quantity, Target over, Setting overSetting, Target under, Setting underSetting) {
        return byRound(
                round -> value(quantity, over, overSetting, round),
                round -> value(quantity, under, underSetting, round),
                (upper, lower) -> upper / lower);
    }

    /** The difference between two targets, computed per round. */
    Optional<Spread> difference(Quantity quantity, Target more, Target less, Setting setting) {
        return byRound(
                round -> value(quantity, more, setting, round),
                round -> value(quantity, less, setting, round),
                (upper, lower) -> upper - lower);
    }

    private Optional<Spread> byRound(
            IntFunction<OptionalDouble> first, IntFunction<OptionalDouble> second, DoubleBinaryOperator both) {
        List<Double> values = new ArrayList<>();
        for (int round = 1; round <= rounds(); round++) {
            OptionalDouble left = first.apply(round);
            OptionalDouble right = second.apply(round);
            if (left.isPresent() && right.isPresent()) {
                values.add(both.applyAsDouble(left.getAsDouble(), right.getAsDouble()));
            }
        }
        return Spread.of(values);
    }
}
