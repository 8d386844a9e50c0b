package io.jobevents.gateway.cli;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.record.Origin;
import io.jobevents.gateway.record.TagCatalogue;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code check}: prints the events or rejections that bodies would give. It does not start Quarkus, so it cannot access
 * Kafka or the spool.
 *
 * <p>Bodies are processed one after the other, and read at most one byte beyond the limit, so memory is bounded.
 */
@Command(
        name = "check",
        description = "Says what callbacks would become with these settings: topic, key, headers and event, or why they"
                + " would be rejected. It connects to nothing and keeps nothing.",
        exitCodeList = {
            "0:every body becomes events, or is a probe",
            "1:a body is at fault",
            "2:wrong use, settings at fault, or a file that cannot be read"
        })
final class CheckCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";
    private static final int AT_FAULT = ExitCode.SOFTWARE;
    private static final int NOT_DONE = ExitCode.USAGE;

    private final Supplier<OfflineConfig> settings;
    private final InputStream in;
    private final OutputStream out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "A body as it was posted; - is standard input, as is no FILE at all.")
    private List<String> files = List.of(STANDARD_INPUT);

    @Option(
            names = "--content-type",
            paramLabel = "TYPE",
            description = "The Content-Type that came with it, of which only the charset matters.")
    private Optional<String> contentType = Optional.empty();

    @Option(names = "--source", paramLabel = "NAME", description = "The source that it came from.")
    private String source = Origin.DEFAULT;

    @Option(names = "--json", description = "Print a JSON object a line, for each event and each fault.")
    private boolean json;

    /** Uses the settings and the streams of the process. */
    CheckCommand() {
        this(OfflineConfig::load, System.in, new FileOutputStream(FileDescriptor.out));
    }

    CheckCommand(Supplier<OfflineConfig> settings, InputStream in, OutputStream out) {
        this.settings = settings;
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() {
        if (Collections.frequency(files, STANDARD_INPUT) > 1) {
            throw new ParameterException(spec.commandLine(), "Standard input can be read only once");
        }
        return switch (settings.get()) {
            case OfflineConfig.Loaded(GatewayConfig config, var brokers) -> check(config);
            case OfflineConfig.Faulty(List<String> sentences) -> {
                sentences.forEach(this::printError);
                yield NOT_DONE;
            }
        };
    }

    private int check(GatewayConfig config) {
        Writer text = new TerminalWriter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        CheckOutput output = json ? new CheckJson(text, config) : new CheckReport(text, files.size() > 1, config);
        CallbackRecords callbacks = CallbackRecords.of(
                config,
                Sources.of(config),
                new TagCatalogue(config.topics().extraTags().orElse(List.of())));
        if (!callbacks.hasSource(source)) {
            throw new ParameterException(spec.commandLine(), "There is no source '" + source + "'");
        }
        BodyCheck check = new BodyCheck(config, callbacks, source, contentType, output);
        int status = ExitCode.OK;
        try {
            for (String file : files) {
                status = Math.max(status, check(check, file));
                text.flush();
            }
            return status;
        } catch (IOException e) {
            if (!isPipe(e)) {
                printError("The output cannot be written: " + e.getMessage());
            }
            return NOT_DONE;
        }
    }

    private int check(BodyCheck check, String file) throws IOException {
        Optional<String> name = Optional.of(file).filter(given -> !given.equals(STANDARD_INPUT));
        byte[] body;
        try {
            body = read(file, check.maxBytes());
        } catch (InvalidPathException | IOException e) {
            printError(name.orElse("Standard input") + " cannot be read: " + reason(e));
            return NOT_DONE;
        }
        return check.run(name, body) ? ExitCode.OK : AT_FAULT;
    }

    private byte[] read(String file, int maxBytes) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return in.readNBytes(maxBytes);
        }
        try (InputStream opened = Files.newInputStream(Path.of(file))) {
            return opened.readNBytes(maxBytes);
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException none -> "there is no such file";
            case AccessDeniedException denied -> "permission denied";
            case InvalidPathException invalid -> String.valueOf(invalid.getReason());
            default -> String.valueOf(e.getMessage());
        };
    }

    /** Whether the output is a closed pipe, such as after {@code head} has ended. */
    static boolean isPipe(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
    }

    /** Prints an error. The sentence is escaped, since it may have the name of an untrusted file. */
    private void printError(String sentence) {
        spec.commandLine().getErr().println(TerminalWriter.inLine(sentence));
    }
}
