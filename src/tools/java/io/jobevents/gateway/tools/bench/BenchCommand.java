package io.jobevents.gateway.tools.bench;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code bin/bench}. */
@Command(
        name = "bench",
        description =
                "Measures the gateway beside a bare server and beside Apache Camel, and writes docs/PERFORMANCE.md.",
        sortOptions = false,
        usageHelpWidth = 120,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:measured", "1:the run failed", "2:wrong use"})
final class BenchCommand implements Callable<Integer> {

    /** A small pod's heap, and the collector of the gateway's image. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--quick",
            description = "to see that it works: one round, few settings, short; the report goes to target/bench")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "(5)")
    private Optional<Integer> rounds;

    @Option(names = "--seconds", paramLabel = "N", description = "of each measurement (4)")
    private Optional<Integer> seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "of load on each target before it is measured, at most (60)")
    private Optional<Integer> warmUp;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description =
                    "of all targets (-Xmx256m -XX:+UseSerialGC); repeatable, and the first takes the defaults' place")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "whose generated part is written (docs/PERFORMANCE.md); charts go beside it")
    private Optional<Path> report;

    @Option(
            names = "--figures",
            paramLabel = "FILE",
            description = "report what this file of a former run holds (target/bench/figures.tsv), without measuring")
    private Optional<Path> figures;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    private boolean help;

    private BenchCommand(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs what the arguments say, or prints help or what is wrong with them.
     *
     * @return the exit status
     */
    static int execute(PrintStream out, String... arguments) {
        return line(new BenchCommand(out)).execute(arguments);
    }

    /** @throws ParameterException that says what is wrong with the arguments */
    static BenchOptions parse(String... arguments) {
        BenchCommand command = new BenchCommand(System.out);
        line(command).parseArgs(arguments);
        return command.options();
    }

    private static CommandLine line(BenchCommand command) {
        return new CommandLine(command)
                .setOut(new PrintWriter(command.out, true))
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false); // an option of the JVM may begin with @
    }

    @Override
    public Integer call() {
        BenchOptions options = options();
        try {
            new Bench(options, out).run();
            return 0;
        } catch (IllegalArgumentException wrongUse) {
            throw wrongUse(wrongUse);
        } catch (Exception e) {
            out.println("The run failed: " + e);
            return 1;
        }
    }

    private BenchOptions options() {
        try {
            return new BenchOptions(
                    rounds.orElse(quick ? 1 : 5),
                    quick ? Setting.QUICK : Setting.ROUND,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(seconds.orElse(quick ? 2 : 4)),
                    Duration.ofSeconds(warmUp.orElse(quick ? 12 : 60)),
                    jvmOptions.isEmpty() ? JVM : jvmOptions,
                    report.orElse(quick ? BenchFolder.HOME.resolve("PERFORMANCE.md") : BenchOptions.DOCUMENT),
                    figures,
                    quick);
        } catch (IllegalArgumentException wrongUse) {
            throw wrongUse(wrongUse);
        }
    }

    private ParameterException wrongUse(IllegalArgumentException cause) {
        return new ParameterException(spec.commandLine(), cause.getMessage(), cause);
    }
}
