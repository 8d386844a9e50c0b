package io.jobevents.gateway.tools.training;

import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.sqlite.util.OSInfo;

/**
 * The main class of a step of the image's build: unpacks the native code of SQLite and lz4 into the image, then runs
 * the gateway with a real Kafka under a typical load. The gateway's JVM writes the AOT cache when it exits.
 *
 * <p>The load: every specimen several times, refused requests, an outage of Kafka and its end, and SIGTERM. It runs in
 * the image's JVM and folder, since a cache is valid only for the same JVM and class path. Fails on any unexpected
 * answer, so that no image has an incomplete cache.
 */
final class Training {

    /** Enough rounds for the JVM to compile the hot methods, which takes some thousand calls. */
    private static final int ROUNDS = 30;

    private static final String TOKEN = "token-of-the-training-run";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STEP_LIMIT = Duration.ofSeconds(60);
    /** Writing the cache takes seconds, but minutes on an emulated machine. */
    private static final Duration CACHE_LIMIT = Duration.ofMinutes(10);

    private static final Duration POLL = Duration.ofMillis(50);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private final Path home;
    private final List<byte[]> specimens;

    private Training(Path home, List<byte[]> specimens) {
        this.home = home;
        this.specimens = specimens;
    }

    /** @param arguments the gateway's folder and the folder of the specimens */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        unpackNativeCode(home);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            new Training(home, specimens(Path.of(arguments[1]))).run(broker);
        }
        System.exit(0);
    }

    /** Otherwise each library would unpack it at each start into /tmp, which may be mounted noexec. */
    private static void unpackNativeCode(Path home) throws IOException {
        Path folder = Files.createDirectories(home.resolve("native"));
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        unpack("/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/libsqlitejdbc.so", folder);
        unpack("/net/jpountz/util/linux/" + (arm ? "aarch64" : "amd64") + "/liblz4-java.so", folder);
    }

    private static void unpack(String resource, Path folder) throws IOException {
        try (InputStream code = Training.class.getResourceAsStream(resource)) {
            if (code == null) {
                throw new IllegalStateException("There is no " + resource + " on the class path");
            }
            Files.copy(code, folder.resolve(Path.of(resource).getFileName()));
        }
    }

    private static List<byte[]> specimens(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> paths = files.sorted().toList();
            List<byte[]> specimens = new ArrayList<>();
            for (Path path : paths) {
                specimens.add(Files.readAllBytes(path));
            }
            return specimens;
        }
    }

    private void run(EmbeddedBroker broker) throws Exception {
        Process gateway = start(broker);
        try {
            work(gateway, broker);
            gateway.destroy();
            if (!gateway.waitFor(CACHE_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The gateway does not exit");
            }
        } finally {
            gateway.destroyForcibly();
        }
        Path cache = home.resolve("app.aot");
        if (!Files.exists(cache)) {
            throw new IllegalStateException("The JVM has not written the AOT cache");
        }
        System.out.printf("%s: %d MiB%n", cache, Files.size(cache) >> 20);
    }

    private void work(Process gateway, EmbeddedBroker broker) {
        await("ready", START_LIMIT, gateway, () -> status("/q/health/ready") == 200);
        for (int round = 0; round < ROUNDS; round++) {
            specimens.forEach(body -> expect(200, post(body, TOKEN)));
        }
        expect(400, post("{\"JobsDetail\":{\"JobId\":\"bad\"}".getBytes(StandardCharsets.UTF_8), TOKEN));
        expect(401, post(specimens.getFirst(), "another-token-than-that"));

        broker.kill();
        specimens.forEach(body -> expect(200, post(body, TOKEN)));
        broker.restart();
        await(
                "an empty spool",
                STEP_LIMIT,
                gateway,
                () -> management("/q/metrics")
                        .filter(answer -> answer.body().contains("gateway_spool_records 0.0"))
                        .isPresent());
    }

    private Process start(EmbeddedBroker broker) throws IOException {
        Path spool = Files.createTempDirectory("training");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@java.options",
                        "-XX:AOTCacheOutput=app.aot",
                        // The default heap of a large machine would use another pointer encoding than the container's.
                        "-Xmx256m",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.port=" + managementPort,
                        "-Dkafka.bootstrap.servers=" + broker.bootstrapServers(),
                        "-Dgateway.http.tokens=" + TOKEN,
                        "-Dgateway.topics.create=on-demand",
                        "-Dgateway.topics.partitions=1",
                        "-Dgateway.spool.path=" + spool,
                        "-Dgateway.shutdown.notice=PT0S",
                        "-jar",
                        "quarkus-run.jar")
                .directory(home.toFile())
                .inheritIO()
                .start();
    }

    private HttpResponse<String> post(byte[] body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/callbacks?token=" + token))
                .POST(BodyPublishers.ofByteArray(body));
        return send(request).orElseThrow(() -> new IllegalStateException("No answer"));
    }

    private int status(String path) {
        return management(path).map(HttpResponse::statusCode).orElse(0);
    }

    private Optional<HttpResponse<String>> management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path)));
    }

    private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
        try {
            return Optional.of(client.send(request.timeout(STEP_LIMIT).build(), BodyHandlers.ofString()));
        } catch (IOException none) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    "The answer is " + answer.statusCode() + " and not " + status + ": " + answer.body());
        }
    }

    private static void await(String what, Duration limit, Process gateway, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!gateway.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("Timeout while waiting for " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
