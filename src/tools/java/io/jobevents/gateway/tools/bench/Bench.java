package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.testkit.GatewayProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.LogManager;

/** The main class of {@code bin/bench}, and a run of the bench. {@link BenchCommand} parses the arguments. */
final class Bench {

    private static final Duration START = Duration.ofSeconds(3);

    /** The time of the additional parts of {@code --long}. */
    private static final Duration SLOW_PARTS = Duration.ofMinutes(6);

    private final BenchOptions options;
    private final PrintStream out;

    Bench(BenchOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        // Kafka's client logs each failed connection, and the bench kills brokers.
        LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
        System.exit(BenchCommand.execute(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        if (options.parts() == BenchOptions.Parts.POD) {
            runPod();
            return;
        }
        Measurements figures = options.figures().isPresent()
                ? Measurements.read(options.figures().get())
                : measured();
        Path report = options.report();
        new PerformanceReport(figures).write(report);
        out.printf("%n%s", BesideTable.of(figures));
        out.printf(
                "%nThe report is in %s, its figures in %s.%n",
                report, options.figures().orElse(BenchOptions.FIGURES));
    }

    private void runPod() throws IOException, InterruptedException, ExecutionException {
        requirePackage();
        PodMeasuring measuring = new PodMeasuring(options, out);
        out.printf("About %d minutes.%n", measuring.length().toMinutes() + 1);
        BenchFolder.clear();
        measuring.run().write(options.report());
        out.printf("%nThe report is in %s.%n", options.report());
    }

    private static void requirePackage() {
        if (!GatewayProcess.isPackaged()) {
            throw new IllegalStateException("there is no packaged gateway; `make package` builds it");
        }
    }

    private Measurements measured() throws IOException, InterruptedException, ExecutionException {
        requirePackage();
        out.printf("About %d minutes. Other work on this machine spoils the figures.%n", length().toMinutes() + 1);
        BenchFolder.clear();
        Measurements figures = Measurements.none(BenchOptions.FIGURES, Machine.describe(options));
        Measuring measuring = new Measuring(options, figures, out);
        try (BenchBroker broker = BenchBroker.start()) {
            new Rounds(measuring, broker).run();
            if (options.parts() != BenchOptions.Parts.COMPARISON) {
                SmallHeap.run(measuring, broker);
                Start.run(measuring, broker);
            }
            if (options.parts() == BenchOptions.Parts.ALL) {
                new Flatness(measuring).afterMillion(broker);
            }
        }
        if (options.parts() == BenchOptions.Parts.ALL) {
            new Flatness(measuring).whileSpooling();
            SlowBroker.run(measuring);
        }
        return figures;
    }

    /** The approximate length of the run, without the build. */
    Duration length() {
        Duration start =
                START.plus(options.warmUp()).multipliedBy(options.targets().size());
        for (Setting setting : options.settings()) {
            long measured = options.targets().stream()
                    .filter(target -> target.isMeasured(setting))
                    .count();
            start = start.plus(
                    options.settling().plus(options.time(setting)).multipliedBy(measured * options.rounds()));
        }
        if (!options.isSubset()) {
            start = start.plus(options.time().multipliedBy(6)).plus(START.multipliedBy(3)); // small heap and starts
        }
        Duration all = start.multipliedBy(options.starts());
        return options.parts() == BenchOptions.Parts.ALL ? all.plus(SLOW_PARTS) : all;
    }
}
