package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.testkit.GatewayProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code bin/soak} without {@code --url}. */
@Command(
        name = "soak",
        description =
                "Starts three brokers, two gateways and a balancer, breaks them in random order under load, and tells what is"
                        + " missing and what grows. As root, in a clone.",
        sortOptions = false,
        usageHelpWidth = 120,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:nothing is missing, and nothing grows", "1:something does", "2:wrong use, or the run failed"
        })
final class EnduranceCommand implements Callable<Integer> {

    private static final int FAILED = 2;
    private static final double USUAL_HOURS = 1.0 / 3;

    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--hours",
            paramLabel = "H",
            description = "how long, such as 8 or 0.5; twenty minutes if not given")
    private Optional<Double> hours = Optional.empty();

    @Option(names = "--minutes", paramLabel = "M", description = "the same in minutes")
    private Optional<Integer> minutes = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "of the order of the faults and their parameters, which are the same for the same seed; a random one if not given")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "callbacks a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "add lines of JSON to this file: the begin, each minute, each fault, the end")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--add",
            paramLabel = "FILE",
            arity = "1..*",
            description = "run nothing: add up the reports of the pieces of a long soak, as Markdown")
    private List<Path> pieces = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    private boolean help;

    private EnduranceCommand(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        // Kafka's client logs each failed connection.
        LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
        System.exit(execute(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
    }

    /** @return the exit status */
    static int execute(PrintStream out, String... arguments) {
        return new CommandLine(new EnduranceCommand(out)).execute(arguments);
    }

    @Override
    public Integer call() {
        EnduranceOptions options = options();
        if (!pieces.isEmpty()) {
            return addUp();
        }
        if (!GatewayProcess.isPackaged() || !isPrivate()) {
            out.println(
                    "It needs a clone of the project with a packaged gateway, and namespaces of its own: use bin/soak, as root.");
            return FAILED;
        }
        try {
            return new Endurance(options, new EnduranceReport(out, options.report())).run() ? 0 : 1;
        } catch (Exception e) {
            out.println("The run failed: " + e);
            e.printStackTrace(out);
            return FAILED;
        }
    }

    private int addUp() {
        Pieces sum = new Pieces();
        try {
            for (Path piece : pieces) {
                sum.add(piece);
            }
        } catch (IOException e) {
            out.println("The reports cannot be read: " + e);
            return FAILED;
        }
        out.println(sum.render());
        return sum.hold() ? 0 : 1;
    }

    private EnduranceOptions options() {
        try {
            Duration length = minutes.map(Duration::ofMinutes)
                    .orElseGet(() -> Duration.ofSeconds((long) (hours.orElse(USUAL_HOURS) * 3_600)));
            return new EnduranceOptions(
                    length,
                    seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1_000_000)),
                    rate,
                    report.map(Path::toAbsolutePath));
        } catch (IllegalArgumentException wrongUse) {
            throw new ParameterException(spec.commandLine(), wrongUse.getMessage(), wrongUse);
        }
    }

    /**
     * Whether this is a private network namespace with nothing but the loopback, since faults must not affect other
     * hosts.
     */
    private static boolean isPrivate() {
        try {
            return NetworkInterface.networkInterfaces().allMatch(EnduranceCommand::isLoopback);
        } catch (SocketException unknown) {
            return false;
        }
    }

    private static boolean isLoopback(NetworkInterface device) {
        try {
            return device.isLoopback();
        } catch (SocketException unknown) {
            return false;
        }
    }
}
