package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.document.AsyncApi;
import io.jobevents.gateway.document.Brokers;
import io.jobevents.gateway.document.ProgramVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Tests of the {@code asyncapi} command's output and exit status. */
final class AsyncApiCommandTest {

    private static final OfflineConfig.Loaded LOADED = new OfflineConfig.Loaded(
            DeployedSettings.config(Map.of("GATEWAY_TOPICS_PREFIX", "media")), Brokers.of(name -> Optional.empty()));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void document_isPrinted() {
        assertThat(execute(LOADED, out)).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(AsyncApi.document(LOADED.config(), LOADED.brokers(), ProgramVersion.number()))
                .contains("\"media.jobs.{state}.{tag}\"", "旅行");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void invalidSettings_areTheOnlyOutput() {
        OfflineConfig faulty = new OfflineConfig.Faulty(List.of("gateway.topics.partitions: is not positive"));

        assertThat(execute(faulty, out)).isEqualTo(2);

        assertThat(out.size()).isZero();
        assertThat(err.toString()).isEqualTo("gateway.topics.partitions: is not positive\n");
    }

    @Test
    void outputError_isReported_unlessThePipeIsClosed() {
        assertThat(execute(LOADED, failing("No space left on device"))).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("The output cannot be written: No space left on device\n");

        assertThat(execute(LOADED, failing("Broken pipe"))).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("pipe");
    }

    private int execute(OfflineConfig settings, OutputStream to) {
        return new CommandLine(new AsyncApiCommand(() -> settings, to))
                .setErr(new PrintWriter(err))
                .execute();
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
