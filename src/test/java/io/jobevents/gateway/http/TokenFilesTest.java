package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.LogCapture;
import io.jobevents.gateway.RecordingMetrics;
import io.jobevents.gateway.Sources;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Token files on a real disk, and changes to them. */
final class TokenFilesTest {

    private static final String OLD = "the-old-token-of-media";
    private static final String NEW = "the-new-token-of-media";
    private static final String DOCS = "the-only-token-of-docs";

    @TempDir
    Path folder;

    private final RecordingMetrics metrics = new RecordingMetrics();
    private Path file;
    /** Runs between the two readings of a reload. */
    private Runnable meanwhile = () -> {};

    private LogCapture log;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("media"), OLD);
        log = LogCapture.of(TokenFiles.class.getName());
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s,%s", "%s\n%s\n", "%s\r\n%s", "  %s , %s\n\n", "%s,%s,\n"})
    void tokens_areSeparatedByLinesOrCommas(String form) throws IOException {
        Files.writeString(file, form.formatted(OLD, NEW));

        TokenFiles files = opened();

        assertThat(owner(files, OLD)).contains("media 1");
        assertThat(owner(files, NEW)).contains("media 2");
        assertThat(owner(files, DOCS)).contains("docs 1");
        assertThat(owner(files, OLD + "x")).isEmpty();
        assertThat(metrics.counted()).containsExactly("secrets docs 1, media 1, media 2");
    }

    @Test
    void changedFile_isApplied_andKeepsTheLastUse() throws IOException {
        TokenFiles files = opened();
        Instant now = Instant.ofEpochSecond(1_800_000_000);
        files.secrets().find(OLD).orElseThrow().used(now);

        Files.writeString(file, NEW + "," + OLD);
        files.reload();

        assertThat(owner(files, NEW)).contains("media 1");
        assertThat(owner(files, OLD)).contains("media 2");
        assertThat(files.secrets().find(OLD).orElseThrow().lastUsed()).contains(now);
        assertThat(files.secrets().find(NEW).orElseThrow().lastUsed()).isEmpty();

        Files.writeString(file, NEW);
        files.reload();

        assertThat(owner(files, OLD)).isEmpty();
        assertThat(metrics.counted()).last().isEqualTo("secrets docs 1, media 1");
        assertThat(log.lines())
                .containsExactly(
                        "INFO gateway.sources.media.tokens-file: valid tokens: 2",
                        "INFO gateway.sources.media.tokens-file: valid tokens: 1");
    }

    @Test
    void mountedSecret_isReplacedByALink() throws IOException {
        // As the kubelet does: ..data is a link to a folder with a timestamp as its name, and each key is a link
        // through ..data.
        Path first = Files.createDirectory(folder.resolve("..2026_11_28"));
        Path second = Files.createDirectory(folder.resolve("..2026_11_29"));
        Files.writeString(first.resolve("tokens"), OLD);
        Files.writeString(second.resolve("tokens"), NEW);
        Files.createSymbolicLink(folder.resolve("..data"), first.getFileName());
        file = Files.createSymbolicLink(folder.resolve("tokens"), Path.of("..data", "tokens"));
        TokenFiles files = opened();
        assertThat(owner(files, OLD)).contains("media 1");

        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), second.getFileName());
        Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        files.reload();

        assertThat(owner(files, NEW)).contains("media 1");
        assertThat(owner(files, OLD)).isEmpty();
    }

    @Test
    void badFile_keepsThePreviousTokens_andIsLoggedAndCountedOnce() throws IOException {
        TokenFiles files = opened();

        for (String bad : List.of("", OLD + ",short", DOCS, "\u0000\u0001", "x".repeat(300_000))) {
            Files.writeString(file, bad);
            files.reload();
            files.reload();
            assertThat(owner(files, OLD)).contains("media 1");
        }
        Files.delete(file);
        files.reload();
        files.reload();

        assertThat(owner(files, OLD)).contains("media 1");
        assertThat(metrics.counted().stream().filter("token file refused media"::equals))
                .hasSize(6);
        assertThat(log.lines())
                .hasSize(6)
                .allMatch(line -> line.startsWith("ERROR gateway.sources.media.tokens-file: " + file))
                .allMatch(line -> line.endsWith("; the previous tokens stay valid"))
                .noneMatch(line -> line.contains(OLD) || line.contains(DOCS) || line.contains("short"));
        assertThat(log.lines().get(2)).contains("token 1 of 1 is also one of the source docs");

        Files.writeString(file, NEW);
        files.reload();
        assertThat(owner(files, NEW)).contains("media 1");
    }

    @Test
    void tokenOfAnotherFile_isRefusedUntilItIsRemovedThere() throws IOException {
        Path docs = Files.writeString(folder.resolve("docs"), DOCS);
        TokenFiles files = opened(Map.of("gateway.sources.docs.tokens-file", docs.toString()));
        Files.writeString(file, DOCS);
        files.reload();
        assertThat(owner(files, DOCS)).contains("docs 1");

        Files.writeString(docs, NEW);
        files.reload();
        files.reload();

        assertThat(owner(files, DOCS)).contains("media 1");
        assertThat(owner(files, NEW)).contains("docs 1");
        assertThat(owner(files, OLD)).isEmpty();
    }

    @Test
    void movedSecret_staysValid() throws IOException {
        Path docs = Files.writeString(folder.resolve("docs"), DOCS + "," + NEW);
        TokenFiles files = opened(Map.of("gateway.sources.docs.tokens-file", docs.toString()));

        Files.writeString(docs, DOCS);
        Files.writeString(file, OLD + "," + NEW);
        files.reload();
        assertThat(owner(files, NEW)).contains("media 2");

        Files.writeString(file, OLD);
        Files.writeString(docs, DOCS + "," + NEW);
        files.reload();
        assertThat(owner(files, NEW)).contains("docs 2");
        assertThat(metrics.counted()).noneMatch(counted -> counted.startsWith("token file refused"));
    }

    @Test
    void swappedSecrets_areAppliedTogether() throws IOException {
        Path docs = Files.writeString(folder.resolve("docs"), DOCS);
        TokenFiles files = opened(Map.of("gateway.sources.docs.tokens-file", docs.toString()));

        Files.writeString(file, DOCS);
        Files.writeString(docs, OLD);
        files.reload();

        assertThat(owner(files, DOCS)).contains("media 1");
        assertThat(owner(files, OLD)).contains("docs 1");
    }

    @Test
    void halfWrittenFile_isNotApplied() throws IOException {
        TokenFiles files = opened();
        Files.writeString(file, NEW.substring(0, 18));
        meanwhile = () -> rewrite(NEW + "," + OLD);

        files.reload();
        assertThat(owner(files, NEW.substring(0, 18))).isEmpty();
        assertThat(owner(files, OLD)).contains("media 1");
        assertThat(owner(files, NEW)).isEmpty();

        meanwhile = () -> {};
        files.reload();
        assertThat(owner(files, NEW)).contains("media 1");
        assertThat(owner(files, OLD)).contains("media 2");
    }

    private void rewrite(String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void badFile_preventsTheStart() throws IOException {
        Files.writeString(file, " \n");

        assertThatThrownBy(this::opened)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gateway.sources.media.tokens-file: " + file + " holds no token");

        Files.delete(file);
        assertThatThrownBy(this::opened).hasMessageContaining("cannot be read (NoSuchFileException)");
    }

    @Test
    void withoutAServer_noFileIsRead() throws IOException {
        Files.delete(file);

        TokenFiles files = files(Map.of("gateway.sources.docs.tokens", DOCS), false);
        files.open(new StartupEvent());

        assertThat(owner(files, DOCS)).isEmpty();
    }

    private TokenFiles opened() {
        return opened(Map.of("gateway.sources.docs.tokens", DOCS));
    }

    private TokenFiles opened(Map<String, String> settings) {
        TokenFiles files = files(settings, true);
        files.open(new StartupEvent());
        return files;
    }

    private TokenFiles files(Map<String, String> settings, boolean isServing) {
        Map<String, String> environment = new HashMap<>(Map.of("GATEWAY_SOURCES_MEDIA_TOKENS_FILE", file.toString()));
        settings.forEach((key, value) -> environment.put(
                key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        GatewayConfig config = DeployedSettings.config(environment);
        return new TokenFiles(config, Sources.of(config), metrics, isServing, () -> meanwhile.run());
    }

    private static Optional<String> owner(TokenFiles files, String token) {
        return files.secrets().find(token).map(secret -> secret.source() + " " + secret.position());
    }
}
