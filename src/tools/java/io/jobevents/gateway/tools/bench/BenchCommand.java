package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.BenchOptions.Parts;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
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
        footer = {
            "",
            "Without options a run takes 25 minutes, with --quick four, with --long an hour, with --pod 45 minutes.",
            "With --targets or --loads nothing else is measured, and the report goes to target/bench. For example a change"
                    + " beside the program before it:",
            "",
            "  bin/bench --beside ../before/target/quarkus-app --targets floor,gateway,beside --loads 64 --rounds 3"
        },
        sortOptions = false,
        usageHelpWidth = 120,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:measured", "1:the run failed", "2:wrong use"})
final class BenchCommand implements Callable<Integer> {

    /** The heap of a small pod, and the garbage collector of the image. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--quick",
            description = "to see that it works: one round, few settings, short; the report goes to target/bench")
    private boolean quick;

    @Option(
            names = "--long",
            description =
                    "also what the targets of the report do not need: more loads, Camel that only scans, a million"
                            + " callbacks, a full spool, late acks; an hour")
    private boolean isLong;

    @Option(
            names = "--pod",
            description =
                    "instead of all else: what a pod of 512 MiB with one and with two processors sees at 1,000 and 10,000"
                            + " callbacks a second, each for a warm-up that is reported, too, and ten minutes; needs root")
    private boolean pod;

    @Option(
            names = "--targets",
            paramLabel = "TARGET",
            split = ",",
            converter = OptionWord.OfTarget.class,
            completionCandidates = OptionWord.OfTarget.class,
            description = "compare these alone: ${COMPLETION-CANDIDATES}")
    private List<Target> targets = List.of();

    @Option(
            names = "--loads",
            paramLabel = "LOAD",
            split = ",",
            converter = OptionWord.OfLoad.class,
            completionCandidates = OptionWord.OfLoad.class,
            description = "compare under these alone: ${COMPLETION-CANDIDATES}; numbers are connections")
    private List<Setting> loads = List.of();

    @Option(
            names = "--beside",
            paramLabel = "FOLDER",
            description = "another packaged gateway, its target/quarkus-app, as one more target in the same rounds")
    private Optional<Path> beside;

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "of all targets, each with a warm-up (3; 1 with --quick, --targets or --loads)")
    private Optional<Integer> starts;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "of measurements for each start (2; 1 with --quick, 3 with --targets or --loads)")
    private Optional<Integer> rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "of each measurement (4; 2 with --quick; 600 with --pod)")
    private Optional<Integer> seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description = "of load on each target before it is measured (60; 12 with --quick)")
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
     * Runs the bench, or prints the help or an error in the arguments.
     *
     * @return the exit status
     */
    static int execute(PrintStream out, String... arguments) {
        return line(new BenchCommand(out)).execute(arguments);
    }

    /** @throws ParameterException if the arguments are wrong */
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
        if (pod && figures.isPresent()) {
            throw wrongUse(new IllegalArgumentException(
                    "--figures are those of a comparison; a pod has none to report again"));
        }
        boolean subset = parts() == Parts.COMPARISON;
        try {
            return new BenchOptions(
                    parts(),
                    starts.orElse(quick || subset ? 1 : 3),
                    rounds.orElse(quick ? 1 : subset ? 3 : 2),
                    targets.isEmpty() ? Target.usual(isLong, beside.isPresent()) : targets,
                    loads.isEmpty() ? usualLoads() : loads,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(seconds.orElse(usualSeconds())),
                    Duration.ofSeconds(warmUp.orElse(quick ? 12 : 60)),
                    jvmOptions.isEmpty() ? JVM : jvmOptions,
                    beside.map(BenchCommand::jar),
                    report.orElse(quick || subset ? BenchFolder.HOME.resolve("PERFORMANCE.md") : BenchOptions.DOCUMENT),
                    figures);
        } catch (IllegalArgumentException wrongUse) {
            throw wrongUse(wrongUse);
        }
    }

    private Parts parts() {
        if (pod) {
            return Parts.POD;
        }
        if (!targets.isEmpty() || !loads.isEmpty()) {
            return Parts.COMPARISON;
        }
        return isLong ? Parts.ALL : Parts.SHORT;
    }

    private int usualSeconds() {
        if (pod) {
            return quick ? 10 : 600;
        }
        return quick ? 2 : 4;
    }

    private List<Setting> usualLoads() {
        if (isLong) {
            return Setting.ROUND;
        }
        return quick ? Setting.QUICK : Setting.NEEDED;
    }

    private static Path jar(Path folder) {
        Path jar = Files.isDirectory(folder) ? folder.resolve("quarkus-run.jar") : folder;
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("There is no " + jar + "; `make package` builds it");
        }
        return jar;
    }

    private ParameterException wrongUse(IllegalArgumentException cause) {
        return new ParameterException(spec.commandLine(), cause.getMessage(), cause);
    }
}
