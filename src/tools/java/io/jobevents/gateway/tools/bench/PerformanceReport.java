package io.jobevents.gateway.tools.bench;

import static io.jobevents.gateway.tools.bench.Goal.against;
import static io.jobevents.gateway.tools.bench.Goal.ratioAtLeast;
import static io.jobevents.gateway.tools.bench.Goal.ratioAtMost;
import static java.util.stream.Collectors.joining;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The generated part of {@code docs/PERFORMANCE.md}, and the charts beside it. */
final class PerformanceReport {

    static final String BEGIN = "<!-- generated: begin -->\n";
    static final String END = "<!-- generated: end -->\n";

    private static final List<Goal> GOALS = List.of(
            ratioAtMost(
                    "CPU per callback against the floor, 64 connections",
                    1.25,
                    against(Target.FLOOR, Quantity.CPU, Setting.KEEP_64)),
            ratioAtMost(
                    "the same with 459 partitions", 1.25, against(Target.FLOOR, Quantity.CPU, Setting.PARTITIONS_459)),
            ratioAtLeast(
                    "callbacks per second against Camel, 32 connections",
                    4,
                    against(Target.CAMEL, Quantity.RATE, Setting.KEEP_32)),
            ratioAtMost(
                    "CPU per callback against Camel, 32 connections",
                    0.15,
                    against(Target.CAMEL, Quantity.CPU, Setting.KEEP_32)),
            ratioAtMost(
                    "p99 against the floor at 10,000 callbacks a second",
                    1.3,
                    against(Target.FLOOR, Quantity.P99, Setting.STEADY)),
            ratioAtLeast(
                    "callbacks per second against the floor, 64 connections closed after each",
                    0.8,
                    against(Target.FLOOR, Quantity.RATE, Setting.CLOSE_64)),
            new Goal(
                    "resident memory under load with a heap of 96 MB",
                    true,
                    220,
                    " MB",
                    figures -> figures.spread(Quantity.RESIDENT, Target.GATEWAY, Setting.SMALL_HEAP)),
            ratioAtMost(
                    "ready after start with an AOT cache against without",
                    0.5,
                    against(Setting.START, Quantity.READY, Setting.START_AOT)),
            flat("after a million callbacks against before", Setting.FIRST, Setting.AFTER_MILLION),
            flat("with 10,000 spooled against an empty spool", Setting.SPOOLED_FEW, Setting.SPOOLED_MANY),
            flat("of callbacks seen before against new ones", Setting.KEEP_64, Setting.SEEN));

    private final Measurements figures;

    PerformanceReport(Measurements figures) {
        this.figures = figures;
    }

    /** What is as flat as can be measured on a machine that does other things, too. */
    private static Goal flat(String words, Setting before, Setting after) {
        return ratioAtMost("CPU per callback " + words, 1.1, against(before, Quantity.CPU, after));
    }

    /** Replaces the generated part of a document, which is begun if it is not there, and the charts in its folder. */
    void write(Path document) throws IOException {
        Path folder = document.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        String text = Files.exists(document) ? Files.readString(document) : BEGIN + END;
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(document, text.substring(0, begin) + generated() + text.substring(text.indexOf(END)));
        for (Chart chart : charts()) {
            Files.writeString(folder.resolve(chart.file()), chart.svg(figures));
        }
    }

    private static List<Chart> charts() {
        return List.of(
                new Chart("performance-cpu.svg", "CPU per callback, µs (less is better)", Quantity.CPU, true),
                new Chart("performance-rate.svg", "Callbacks per second (more is better)", Quantity.RATE, false),
                new Chart(
                        "performance-p99.svg",
                        "99th percentile of the answers, ms (less is better)",
                        Quantity.P99,
                        true));
    }

    String generated() {
        return figures.circumstances() + "\n\n" + goals() + "\n" + BesideTable.of(figures) + pictures() + "\n"
                + comparison() + "\n" + memoryAndStart();
    }

    private String goals() {
        return "| target | | median (least–most) | |\n|---|--:|--:|---|\n"
                + GOALS.stream().map(goal -> goal.row(figures)).collect(joining());
    }

    private static String pictures() {
        return charts().stream()
                .map(chart -> "![%s](%s)\n\n".formatted(chart.title(), chart.file()))
                .collect(joining());
    }

    private String comparison() {
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
