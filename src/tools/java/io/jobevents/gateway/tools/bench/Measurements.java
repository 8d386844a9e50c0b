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

/** All that a run has measured, also kept in a file, so that a run that breaks off has not been for nothing. */
final class Measurements {

    private final Path file;
    private final String circumstances;
    private final List<Figure> all = new ArrayList<>();

    private Measurements(Path file, String circumstances) {
        this.file = file;
        this.circumstances = circumstances;
    }

    /** None yet; what the file held is gone. */
    static Measurements none(Path file, String circumstances) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, circumstances + "\n");
        return new Measurements(file, circumstances);
    }

    /** Those of a former run. */
    static Measurements read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Measurements figures = new Measurements(file, lines.getFirst());
        lines.stream().skip(1).map(Figure::parse).forEach(figures.all::add);
        return figures;
    }

    /** When, where and how they were taken: the first line of the file. */
    String circumstances() {
        return circumstances;
    }

    void add(Quantity quantity, Target target, Setting setting, int round, double value) throws IOException {
        Figure figure = new Figure(quantity, target, setting, round, value);
        all.add(figure);
        Files.writeString(file, figure.line() + "\n", StandardOpenOption.APPEND);
    }

    /** Over all rounds; empty if it was not measured. */
    Optional<Spread> spread(Quantity quantity, Target target, Setting setting) {
        return Spread.of(all.stream()
                .filter(figure -> figure.quantity() == quantity)
                .filter(figure -> figure.target() == target && figure.setting() == setting)
                .map(Figure::value)
                .toList());
    }

    /** How many rounds there were. */
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

    /** One thing through another, round by round, since both were measured within a minute. */
    Optional<Spread> ratio(Quantity quantity, Target over, Setting overSetting, Target under, Setting underSetting) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds(); round++) {
            OptionalDouble upper = value(quantity, over, overSetting, round);
            OptionalDouble lower = value(quantity, under, underSetting, round);
            if (upper.isPresent() && lower.isPresent()) {
                ratios.add(upper.getAsDouble() / lower.getAsDouble());
            }
        }
        return Spread.of(ratios);
    }
}
