package io.jobevents.gateway.tools.soak;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command line of {@code bin/soak --url}. */
@Command(
        name = "soak",
        description = "Sends callbacks at a steady rate, then compares the answers with the topics.",
        sortOptions = false,
        usageHelpWidth = 120,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything answered 200 is on the topics",
            "1:something is not, or nothing was answered 200",
            "2:wrong use, or the run failed"
        })
final class SoakCommand implements Callable<Integer> {

    private static final int FAILED = 2;

    private final PrintStream out;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = CallbackUrl.class,
            description = "the callback URL; several are used in turn")
    private List<URI> urls = List.of();

    @Option(names = "--token", paramLabel = "TOKEN", description = "sent as \"Authorization: Bearer TOKEN\"")
    private Optional<String> token;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,…",
            defaultValue = "localhost:9092",
            description = "brokers, to read the topics from (${DEFAULT-VALUE})")
    private String kafka;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "ci",
            description = "of the topics (${DEFAULT-VALUE})")
    private String prefix;

    @Option(
            names = "--kafka-property",
            paramLabel = "K=V",
            description = "of the consumer, for example security.protocol=SASL_SSL; repeatable")
    private Map<String, String> kafkaProperties = new HashMap<>();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "callbacks a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "for how long (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1000",
            description = "at most (${DEFAULT-VALUE}); too few hold up callbacks while others wait for their answer")
    private int connections;

    @Option(
            names = "--bodies",
            paramLabel = "FOLDER",
            description = "callbacks to send, XML or JSON; their job and run ids are replaced")
    private Optional<Path> bodies;

    @Option(
            names = "--drain-wait",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "how long the topics may take to be complete after the last answer (${DEFAULT-VALUE})")
    private int drainWait;

    @Option(names = "--schedule", paramLabel = "FILE", description = "faults: lines of SECOND | NAME | SHELL COMMAND")
    private Optional<Path> schedule;

    @Option(
            names = "--repeat-unavailable",
            description = "send a callback that was answered 503 again, after Retry-After")
    private boolean repeatUnavailable;

    @Option(names = "--ledger", paramLabel = "FILE", description = "write one line per callback")
    private Optional<Path> ledger;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    private boolean help;

    private SoakCommand(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs a soak with these arguments, or prints the help or an error.
     *
     * @return the exit status
     */
    static int execute(PrintStream out, String... arguments) {
        return line(new SoakCommand(out)).execute(arguments);
    }

    /** @throws ParameterException for invalid arguments; its message names the error */
    static SoakOptions parse(String... arguments) {
        SoakCommand command = new SoakCommand(System.out);
        line(command).parseArgs(arguments);
        return command.options();
    }

    private static CommandLine line(SoakCommand command) {
        PrintWriter out = new PrintWriter(command.out, true);
        return new CommandLine(command)
                .setOut(out)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false); // a token may begin with @
    }

    @Override
    public Integer call() {
        SoakOptions options = options();
        if (options.urls().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--url is needed: where callbacks are posted");
        }
        try {
            return status(new Soak(options, faults(options), out).run());
        } catch (IllegalArgumentException wrongUse) {
            throw wrongUse(wrongUse);
        } catch (Exception e) {
            out.println("The run failed: " + e);
            return FAILED;
        }
    }

    private static Schedule faults(SoakOptions options) throws Exception {
        return options.schedule().isPresent() ? Schedule.read(options.schedule().get()) : Schedule.none();
    }

    private static int status(Report report) {
        return report.holds() ? 0 : 1;
    }

    private SoakOptions options() {
        try {
            return new SoakOptions(
                    urls,
                    token,
                    new SoakOptions.Kafka(kafka, prefix, kafkaProperties),
                    rate,
                    Duration.ofSeconds(seconds),
                    connections,
                    bodies,
                    Duration.ofSeconds(drainWait),
                    schedule,
                    repeatUnavailable,
                    ledger);
        } catch (IllegalArgumentException wrongUse) {
            throw wrongUse(wrongUse);
        }
    }

    private ParameterException wrongUse(IllegalArgumentException cause) {
        return new ParameterException(spec.commandLine(), cause.getMessage(), cause);
    }

    /** Refuses URLs to which no callback can be posted. */
    static final class CallbackUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String value) {
            URI url = URI.create(value);
            if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
                throw new TypeConversionException("it is to be http://… or https://…, not " + value);
            }
            return url;
        }
    }
}
