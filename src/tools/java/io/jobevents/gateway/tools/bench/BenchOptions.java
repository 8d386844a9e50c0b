package io.jobevents.gateway.tools.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of {@code bin/bench}.
 *
 * @param settings of each round
 * @param settling of each measurement, before it counts
 * @param warmUp of each target when it has started, at most; it ends when the JIT has little left to do
 * @param jvmOptions of all targets
 * @param report the document whose generated part is written
 * @param figures of a former run, to be reported again without measuring
 * @param quick few settings, short, and none of the slow parts
 */
record BenchOptions(
        int rounds,
        List<Setting> settings,
        Duration settling,
        Duration time,
        Duration warmUp,
        List<String> jvmOptions,
        Path report,
        Optional<Path> figures,
        boolean quick) {

    static final Path DOCUMENT = Path.of("docs", "PERFORMANCE.md");
    static final Path FIGURES = BenchFolder.HOME.resolve("figures.tsv");

    /** A small pod's heap, and the collector of the gateway's image. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    static final String USAGE = """
            Measures the gateway beside a bare server and beside Apache Camel, and writes docs/PERFORMANCE.md.

            bin/bench [options]

              --quick            two minutes, to see that it works: one round, few settings, short; the report goes to target/bench
              --rounds N         (5)
              --seconds N        of each measurement (4)
              --warm-up SECONDS  of load on each target before it is measured, at most (60)
              --jvm OPTION       of all targets (-Xmx256m -XX:+UseSerialGC); repeatable, and the first takes the defaults' place
              --report FILE      whose generated part is written (docs/PERFORMANCE.md); charts go beside it
              --figures FILE     report what this file of a former run holds (target/bench/figures.tsv), without measuring
            """;

    BenchOptions {
        if (rounds < 1 || time.isZero()) {
            throw new IllegalArgumentException("There has to be something to measure");
        }
        settings = List.copyOf(settings);
        jvmOptions = List.copyOf(jvmOptions);
    }

    static BenchOptions parse(String... arguments) {
        boolean quick = List.of(arguments).contains("--quick");
        int rounds = quick ? 1 : 5;
        int seconds = quick ? 2 : 4;
        int warmUp = quick ? 12 : 60;
        Path report = quick ? BenchFolder.HOME.resolve("PERFORMANCE.md") : DOCUMENT;
        List<String> jvmOptions = new ArrayList<>();
        Optional<Path> figures = Optional.empty();
        int next = 0;
        while (next < arguments.length) {
            String option = arguments[next++];
            if (option.equals("--quick")) {
                continue;
            }
            if (next == arguments.length) {
                throw new IllegalArgumentException(option + " is unknown or lacks its value");
            }
            String value = arguments[next++];
            switch (option) {
                case "--rounds" -> rounds = number(option, value);
                case "--seconds" -> seconds = number(option, value);
                case "--warm-up" -> warmUp = number(option, value);
                case "--jvm" -> jvmOptions.add(value);
                case "--report" -> report = Path.of(value);
                case "--figures" -> figures = Optional.of(Path.of(value));
                default -> throw new IllegalArgumentException(option + " is unknown");
            }
        }
        return new BenchOptions(
                rounds,
                quick ? Setting.QUICK : Setting.ROUND,
                Duration.ofSeconds(1),
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                jvmOptions.isEmpty() ? JVM : jvmOptions,
                report,
                figures,
                quick);
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " takes a whole number", e);
        }
    }
}
