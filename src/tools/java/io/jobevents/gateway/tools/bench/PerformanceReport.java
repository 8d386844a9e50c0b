package io.jobevents.gateway.tools.bench;

import static java.util.stream.Collectors.joining;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes the generated parts of {@code docs/PERFORMANCE.md} and its charts. */
final class PerformanceReport {

    static final GeneratedPart FIGURES = new GeneratedPart("figures");
    static final GeneratedPart TABLE = new GeneratedPart("table");

    private static final Chart CPU =
            new Chart("performance-cpu.svg", "CPU per callback, µs (less is better)", Quantity.CPU, true);
    private static final Chart RATE =
            new Chart("performance-rate.svg", "Callbacks per second (more is better)", Quantity.RATE, false);
    private static final Chart P99 =
            new Chart("performance-p99.svg", "99th percentile of the answers, ms (less is better)", Quantity.P99, true);

    private final Measurements figures;

    PerformanceReport(Measurements figures) {
        this.figures = figures;
    }

    /** Replaces the generated parts of a document, and the charts in its folder. */
    void write(Path document) throws IOException {
        FIGURES.write(document, summary());
        TABLE.write(document, comparison());
        for (Chart chart : List.of(CPU, RATE, P99)) {
            Files.writeString(document.resolveSibling(chart.file()), chart.svg(figures));
        }
    }

    /** The goals and the main figures, by question. */
    String summary() {
        return figures.circumstances() + "\n\n" + Goals.table(figures)
                + "\n### What a callback costs\n\n" + BesideTable.of(figures) + CPU.image() + RATE.image() + flatness()
                + "\n### What a pod takes\n\n" + memoryAndStart()
                + "\n### What the tail is\n\n" + tail() + "\n" + P99.image();
    }

    private String tail() {
        return "| at 10,000 callbacks a second | reached | p50 ms | p99 ms | p99.9 ms | max ms |\n|---|--:|--:|--:|--:|--:|\n"
                + Arrays.stream(Target.values())
                        .filter(target -> figures.spread(Quantity.P99, target, Setting.STEADY)
                                .isPresent())
                        .map(target -> "| %s | %s | %s | %s | %s | %s |%n"
                                .formatted(
                                        target.words(),
                                        withSpread(Quantity.RATE, target, Setting.STEADY, "%,.0f"),
                                        withSpread(Quantity.P50, target, Setting.STEADY, "%.1f"),
                                        withSpread(Quantity.P99, target, Setting.STEADY, "%.1f"),
                                        withSpread(Quantity.P999, target, Setting.STEADY, "%.1f"),
                                        withSpread(Quantity.MAX, target, Setting.STEADY, "%.0f")))
                        .collect(joining());
    }

    /** The cost of a callback after others, relative to its cost without them. Only a long run measures it. */
    private String flatness() {
        return flat("after a million callbacks", Setting.FIRST, Setting.AFTER_MILLION)
                + flat("with 10,000 spooled", Setting.SPOOLED_FEW, Setting.SPOOLED_MANY)
                + flat("seen before", Setting.KEEP_64, Setting.SEEN);
    }

    private String flat(String words, Setting before, Setting after) {
        return Goal.against(before, Quantity.CPU, after)
                .apply(figures)
                .map(ratio -> "- CPU of a callback %s: %s of what it is else%n".formatted(words, ratio.format("%.2f")))
                .orElse("");
    }

    /** The table of all figures. */
    String comparison() {
        return """
                | load | target | CPU µs | × floor | JIT µs | callbacks/s | p50 ms | p99 ms | p99.9 ms | max ms | kB allocated | broker µs | generator µs | not 200 |
                |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """
                + Arrays.stream(Setting.values())
                        .flatMap(setting -> Arrays.stream(Target.values()).map(target -> row(setting, target)))
                        .collect(joining());
    }

    private String row(Setting setting, Target target) {
        if (figures.spread(Quantity.CPU, target, setting).isEmpty()) {
            return "";
        }
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        setting.words(),
                        target.words(),
                        withSpread(Quantity.CPU, target, setting, "%,.0f"),
                        figures.ratio(Quantity.CPU, target, setting, Target.FLOOR, setting)
                                .map(ratio -> format("%.2f", ratio.median()))
                                .orElse(""),
                        median(Quantity.COMPILER_CPU, target, setting, 1, "%.1f"),
                        withSpread(Quantity.RATE, target, setting, "%,.0f"),
                        median(Quantity.P50, target, setting, 1, "%.1f"),
                        withSpread(Quantity.P99, target, setting, "%.1f"),
                        median(Quantity.P999, target, setting, 1, "%.1f"),
                        median(Quantity.MAX, target, setting, 1, "%.0f"),
                        median(Quantity.ALLOCATED, target, setting, 1_000, "%.1f"),
                        median(Quantity.BROKER_CPU, target, setting, 1, "%.0f"),
                        median(Quantity.GENERATOR_CPU, target, setting, 1, "%.0f"),
                        median(Quantity.FAILED, target, setting, 1, "%,.0f"));
    }

    private String memoryAndStart() {
        return "| | |\n|---|--:|\n"
                + Arrays.stream(Target.values())
                        .map(target -> line(
                                "resident memory, at most in a round: " + target.words(),
                                Quantity.RESIDENT,
                                target,
                                Setting.KEEP_64,
                                "MB"))
                        .collect(joining())
                + line(
                        "the same of a gateway with a heap of 96 MB",
                        Quantity.RESIDENT,
                        Target.GATEWAY,
                        Setting.SMALL_HEAP,
                        "MB")
                + line("gateway ready after start", Quantity.READY, Target.GATEWAY, Setting.START, "ms")
                + line("the same with an AOT cache", Quantity.READY, Target.GATEWAY, Setting.START_AOT, "ms");
    }

    private String line(String words, Quantity quantity, Target target, Setting setting, String unit) {
        return figures.spread(quantity, target, setting)
                .map(spread -> "| %s | %s %s |%n".formatted(words, spread.format("%,.0f"), unit))
                .orElse("");
    }

    private String withSpread(Quantity quantity, Target target, Setting setting, String form) {
        return figures.spread(quantity, target, setting)
                .map(spread -> spread.format(form))
                .orElse("");
    }

    private String median(Quantity quantity, Target target, Setting setting, double unit, String form) {
        return figures.spread(quantity, target, setting)
                .map(spread -> format(form, spread.median() / unit))
                .orElse("");
    }

    private static String format(String form, double number) {
        return String.format(Locale.ROOT, form, number);
    }
}
