package io.jobevents.gateway.cli;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/**
 * The result of {@code check}, run in this process with the given arguments, settings and streams.
 *
 * @param out text of standard output
 * @param err text of standard error
 */
record CheckRun(int status, String out, String err) {

    private static final OfflineConfig USUAL = load(Map.of());

    /** Runs with a body on standard input and default settings. */
    static CheckRun of(String body, String... arguments) {
        return of(body.getBytes(StandardCharsets.UTF_8), Map.of(), arguments);
    }

    static CheckRun of(byte[] input, Map<String, String> settings, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckRun run = of(new ByteArrayInputStream(input), out, settings, arguments);
        return new CheckRun(run.status(), out.toString(StandardCharsets.UTF_8), run.err());
    }

    /** @return a run without text of standard output, which the caller's stream has */
    static CheckRun of(InputStream in, OutputStream out, Map<String, String> settings, String... arguments) {
        StringWriter err = new StringWriter();
        int status = new CommandLine(new CheckCommand(() -> settings.isEmpty() ? USUAL : load(settings), in, out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new CheckRun(status, "", err.toString());
    }

    private static OfflineConfig load(Map<String, String> settings) {
        return OfflineConfig.load(
                new SmallRyeConfigBuilder()
                        .addDiscoveredConverters()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(settings, "test", 500)),
                Map.of());
    }
}
