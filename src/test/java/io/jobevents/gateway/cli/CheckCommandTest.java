package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the {@code check} command: sources of bodies, size limit, and exit status. */
final class CheckCommandTest {

    private static final String JOB = "{\"JobsDetail\":{\"JobId\":\"%s\",\"State\":\"Success\"}}";

    @TempDir
    Path folder;

    @Test
    void noFile_readsStandardInput() {
        CheckRun run = CheckRun.of(JOB.formatted("j1"));

        assertThat(run.out()).startsWith("topic        ci.jobs.success.untagged\nkey          j1\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void source_usesItsSettings() {
        byte[] body = JOB.formatted("j1").getBytes(StandardCharsets.UTF_8);
        Map<String, String> settings = Map.of(
                "gateway.sources.media.tokens", "a-token-of-the-source", "gateway.sources.media.buckets", "m-125");

        CheckRun byDefault = CheckRun.of(body, settings);
        CheckRun media = CheckRun.of(body, settings, "--source", "media");
        CheckRun none = CheckRun.of(body, settings, "--source", "docs");

        assertThat(byDefault.status()).isZero();
        assertThat(byDefault.out()).containsPattern("ce_origin +default");
        assertThat(media.status()).isEqualTo(1);
        assertThat(media.out()).contains("bucket-not-accepted");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("There is no source 'docs'");
        assertThat(none.out()).isEmpty();
    }

    @Test
    void oneFile_isPrintedWithoutItsName() throws IOException {
        CheckRun run = CheckRun.of("", write("a.json", JOB.formatted("j1")));

        assertThat(run.out()).startsWith("topic  ").doesNotContain("a.json");
        assertThat(run.status()).isZero();
    }

    @Test
    void severalFiles_arePrintedWithTheirNames() throws IOException {
        String first = write("a.json", JOB.formatted("j1"));
        String second = write("b.json", "");

        CheckRun run = CheckRun.of(JOB.formatted("j3"), first, second, "-");

        assertThat(run.out())
                .startsWith("==> " + first + " <==\ntopic  ")
                .contains(
                        "\n}\n\n==> " + second + " <==\nprobe  ",
                        ".\n\n==> standard input <==\ntopic  ",
                        "key          j3\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void severalFiles_haveAFileMemberInJson() throws IOException {
        String first = write("a.json", JOB.formatted("j1"));

        CheckRun run = CheckRun.of(JOB.formatted("j2"), "--json", first, "-");

        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("{\"file\":\"" + first + "\",\"outcome\":\"event\""),
                        line -> assertThat(line).startsWith("{\"outcome\":\"event\""));
    }

    @Test
    void oneOfSeveralRejected_isStatusOne() throws IOException {
        CheckRun run = CheckRun.of("", write("a.json", "{"), write("b.json", JOB.formatted("j2")));

        assertThat(run.out()).contains("malformed-json", "key          j2\n");
        assertThat(run.status()).isOne();
    }

    @Test
    void unreadableFiles_areReported_andTheOthersAreChecked() throws IOException {
        String none = folder.resolve("none.json").toString();

        CheckRun run = CheckRun.of(
                "", "a\u0000b", none, folder.toString(), write("b.json", "{"), write("c.json", JOB.formatted("j3")));

        assertThat(run.err())
                .contains(
                        "a\\u0000b cannot be read: Nul character not allowed\n",
                        none + " cannot be read: there is no such file\n",
                        folder + " cannot be read: Is a directory\n");
        assertThat(run.out()).contains("malformed-json", "key          j3\n").doesNotContain(none);
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void controlCharacterInAFileName_isEscaped() throws IOException {
        String strange = write("a\u001B[31m\u202E.json", "");

        CheckRun text =
                CheckRun.of("", strange, folder.resolve("b\u001B.json\n").toString());
        CheckRun json = CheckRun.of("", "--json", strange);

        assertThat(text.out()).contains("a\\u001b[31m\\u202e.json <==\n").doesNotContain("\u001B", "\u202E");
        assertThat(text.err()).contains("b\\u001b.json\\u000a cannot be read").doesNotContain("\u001B");
        assertThat(json.out()).contains("a\\u001B[31m\\u202e.json\"").doesNotContain("\u001B", "\u202E");
    }

    @Test
    void standardInput_isReadOnce() {
        CheckRun run = CheckRun.of(JOB.formatted("j1"), "-", "-");

        assertThat(run.err()).contains("Standard input can be read only once");
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void endlessInput_isReadToOneByteBeyondTheLimit() {
        long[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return ' ';
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CheckRun run = CheckRun.of(endless, out, Map.of("gateway.http.max-body-size", "1K"));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("body-too-large");
        assertThat(read[0]).isEqualTo(1025);
        assertThat(run.status()).isOne();
    }

    @Test
    void inputError_isReported() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        };

        CheckRun run = CheckRun.of(broken, OutputStream.nullOutputStream(), Map.of());

        assertThat(run.err()).isEqualTo("Standard input cannot be read: Input/output error\n");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void closedPipe_endsWithoutAMessage() throws IOException {
        String first = write("a.json", JOB.formatted("j1"));
        InputStream unread = new ByteArrayInputStream(JOB.formatted("j2").getBytes(StandardCharsets.UTF_8));

        CheckRun run = CheckRun.of(unread, failing("Broken pipe"), Map.of(), first, "-");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
        assertThat(unread.available()).isPositive();
    }

    @Test
    void outputError_isReported() {
        CheckRun run =
                CheckRun.of(InputStream.nullInputStream(), failing("No space left on device"), Map.of(), "--json");

        assertThat(run.err()).isEqualTo("The output cannot be written: No space left on device\n");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void invalidSettings_areReported_andNothingIsRead() {
        InputStream unread = new ByteArrayInputStream(new byte[1]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CheckRun run =
                CheckRun.of(unread, out, Map.of("gateway.topics.partitions", "0", "gateway.topics.prefix", "c i"));

        assertThat(run.err())
                .isEqualTo("gateway.topics.prefix: is not 1 to 100 of A-Za-z0-9._-, or begins with a dot\n"
                        + "gateway.topics.partitions: is not positive\n");
        assertThat(unread).isNotEmpty();
        assertThat(out.size()).isZero();
        assertThat(run.status()).isEqualTo(2);
    }

    private String write(String name, String body) throws IOException {
        return Files.writeString(folder.resolve(name), body).toString();
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
