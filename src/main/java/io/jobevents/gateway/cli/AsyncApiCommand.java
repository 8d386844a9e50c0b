package io.jobevents.gateway.cli;

import io.jobevents.gateway.document.AsyncApi;
import io.jobevents.gateway.document.ProgramVersion;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code asyncapi}: prints the document that a gateway with these settings serves at {@code /asyncapi}. It does not
 * start a gateway.
 */
@Command(
        name = "asyncapi",
        description =
                "Prints the AsyncAPI document of a gateway with these settings: topics, messages, headers. It connects to"
                        + " nothing and keeps nothing.",
        exitCodeList = {"0:it is printed", "2:wrong use, settings at fault, or an output that cannot be written"})
final class AsyncApiCommand implements Callable<Integer> {

    private final Supplier<OfflineConfig> settings;
    private final OutputStream out;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    /** Uses the settings and the output of the process. */
    AsyncApiCommand() {
        this(OfflineConfig::load, new FileOutputStream(FileDescriptor.out));
    }

    AsyncApiCommand(Supplier<OfflineConfig> settings, OutputStream out) {
        this.settings = settings;
        this.out = out;
    }

    @Override
    public Integer call() {
        return switch (settings.get()) {
            case OfflineConfig.Loaded(var config, var brokers) ->
                print(AsyncApi.document(config, brokers, ProgramVersion.number()));
            case OfflineConfig.Faulty(List<String> sentences) -> {
                sentences.forEach(this::printError);
                yield ExitCode.USAGE;
            }
        };
    }

    private int print(String document) {
        try {
            out.write(document.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return ExitCode.OK;
        } catch (IOException e) {
            if (!CheckCommand.isPipe(e)) {
                printError("The output cannot be written: " + e.getMessage());
            }
            return ExitCode.USAGE;
        }
    }

    private void printError(String sentence) {
        spec.commandLine().getErr().println(TerminalWriter.inLine(sentence));
    }
}
