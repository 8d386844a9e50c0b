package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.testkit.GatewayProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the packaged program's {@code check} command: sources of settings, output, no connections and no files. */
final class CheckIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path JAR =
            Path.of(System.getProperty("packaged.directory", "target/quarkus-app"), "quarkus-run.jar");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String JOB =
            "{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"Success\",\"Tag\":\"Snapshot\",\"Message\":\"旅行\"}}";

    /** The working directory of the program. */
    @TempDir
    Path folder;

    @TempDir
    Path outputs;

    /** Status and output of a finished run. */
    private record Ended(int status, String out, String err) {}

    @BeforeEach
    void writeJob() throws IOException {
        Files.writeString(folder.resolve("job.json"), JOB);
    }

    @Test
    void setting_isReadFromPropertyVariableAndFile() throws Exception {
        Ended byDefault = check(Map.of(), List.of(), "job.json");
        Ended property = check(Map.of(), List.of("-Dgateway.topics.prefix=property"), "job.json");
        Ended variable = check(Map.of("GATEWAY_TOPICS_PREFIX", "variable"), List.of(), "job.json");
        Files.writeString(
                Files.createDirectory(folder.resolve("config")).resolve("application.properties"),
                "gateway.topics.prefix=file\n");
        Ended file = check(Map.of(), List.of(), "job.json");

        assertThat(Stream.of(byDefault, property, variable, file)
                        .map(ended -> ended.out().lines().findFirst().orElse("")))
                .containsExactly(
                        "topic        ci.jobs.success.snapshot",
                        "topic        property.jobs.success.snapshot",
                        "topic        variable.jobs.success.snapshot",
                        "topic        file.jobs.success.snapshot");
        assertThat(List.of(byDefault, property, variable, file))
                .allSatisfy(ended -> assertThat(ended.err()).isEmpty())
                .allSatisfy(ended -> assertThat(ended.status()).isZero());
    }

    @Test
    void invalidSettings_areTheOnlyOutput() throws Exception {
        Ended ended = check(
                Map.of("GATEWAY_TOPIC_PREFIX", "ci", "GATEWAY_HTTP_TOKENS", "short"),
                List.of("-Dgateway.topics.partitions=0"),
                "job.json");

        assertThat(ended)
                .isEqualTo(new Ended(
                        2,
                        "",
                        "gateway.topics.partitions: is not positive\n"
                                + "GATEWAY_TOPIC_PREFIX: no such setting; the keys are listed in the README\n"));
    }

    @Test
    void check_opensNoConnectionAndWritesNoFile() throws Exception {
        try (ServerSocketChannel kafka = ServerSocketChannel.open()) {
            kafka.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            kafka.configureBlocking(false);
            String address = "localhost:" + kafka.socket().getLocalPort();
            List<String> before = files();

            Ended ended = check(Map.of("KAFKA_BOOTSTRAP_SERVERS", address), List.of(), "job.json", "none.json");

            assertThat(ended.status()).isEqualTo(2);
            assertThat(kafka.accept()).as("connection of the check").isNull();
            assertThat(files()).isEqualTo(before);
            try (GatewayProcess gateway = GatewayProcess.launch(
                    Map.of("kafka.bootstrap.servers", address, "gateway.http.auth", "none"), Map.of())) {
                await("connection of a gateway").atMost(LIMIT).until(() -> kafka.accept() != null);
                await("spool of a gateway").atMost(LIMIT).until(() -> Files.exists(gateway.spool()));
            }
        }
    }

    @Test
    void output_isUtf8_inEveryLocale() throws Exception {
        Ended ended = check(Map.of("LC_ALL", "C"), List.of(), "--json", "-");

        assertThat(ended.out())
                .startsWith("{\"outcome\":\"event\",\"topic\":\"ci.jobs.success.snapshot\"")
                .endsWith("\"message\":\"旅行\"}}\n");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.status()).isZero();
    }

    @Test
    void argumentWithAtSign_isAFileName() throws Exception {
        Files.writeString(folder.resolve("@job.json"), "--json");

        Ended ended = check(Map.of(), List.of(), "@job.json");

        assertThat(ended.out()).startsWith("rejected     unrecognized-format\n");
        assertThat(ended.status()).isOne();
    }

    @Test
    void closedOutput_endsTheProgramWithoutAMessage() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" | head -n 1", "sh"));
        command.addAll(java(
                List.of(), GoldenPairs.callbacks().stream().map(Path::toString).toArray(String[]::new)));

        Ended ended = run(Map.of(), command);

        assertThat(ended.out()).isEqualTo("==> " + GoldenPairs.callbacks().getFirst() + " <==\n");
        assertThat(ended.err()).isEmpty();
    }

    private Ended check(Map<String, String> environment, List<String> options, String... arguments) throws Exception {
        return run(environment, java(options, arguments));
    }

    private static List<String> java(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString(), "check"));
        command.addAll(List.of(arguments));
        return command;
    }

    private Ended run(Map<String, String> environment, List<String> command) throws Exception {
        Path out = outputs.resolve("out");
        Path err = outputs.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(folder.resolve("job.json").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("ended")
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
