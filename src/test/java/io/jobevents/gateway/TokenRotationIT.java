package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test of the packaged program with a mounted Secret that is rotated while senders post. */
final class TokenRotationIT {

    private static final String OLD = "the-old-secret-of-media";
    private static final String NEW = "the-new-secret-of-media";
    /** More than the ten seconds after which a changed file is read. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static EmbeddedBroker broker;

    @TempDir
    Path mount;

    /** Number of answers by status. */
    private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();

    private volatile String secret = OLD;
    private volatile boolean posting = true;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void rotation_underLoad_failsNoCallback() throws Exception {
        swap(OLD);
        Files.createSymbolicLink(mount.resolve("media"), Path.of("..data", "media"));
        Map<String, String> settings = Map.of(
                "gateway.http.auth", "token",
                "gateway.topics.prefix", "rotation",
                "gateway.topics.create", "on-demand",
                "gateway.sources.media.tokens-file", mount.resolve("media").toString());
        try (GatewayProcess gateway =
                GatewayProcess.startAlive(broker.bootstrapServers(), settings).awaitReady()) {
            Thread[] senders = IntStream.range(0, 4)
                    .mapToObj(i -> Thread.ofPlatform().start(() -> post(gateway, i)))
                    .toArray(Thread[]::new);

            swap(OLD + "," + NEW);
            await().atMost(LIMIT)
                    .until(() -> gateway.metrics()
                            .contains("gateway_token_last_used_seconds{position=\"2\",source=\"media\"} 0.0"));
            secret = NEW;
            await().atMost(LIMIT)
                    .until(() -> !gateway.metrics()
                            .contains("gateway_token_last_used_seconds{position=\"2\",source=\"media\"} 0.0"));
            // Each sender posts one callback after the other, so callbacks with the old token have been answered.
            long before = posted();
            await().atMost(LIMIT).until(() -> posted() > before + 100);
            swap(NEW);
            await().atMost(LIMIT)
                    .until(() -> gateway.post("/callbacks?token=" + OLD, "").statusCode() == 401);
            long after = posted();
            await().atMost(LIMIT).until(() -> posted() > after + 100);

            posting = false;
            for (Thread sender : senders) {
                sender.join(LIMIT.toMillis());
            }
            assertThat(answers).containsOnlyKeys(200);
            assertThat(gateway.metrics())
                    .contains("gateway_token_files_refused_total{source=\"media\"} 0.0")
                    .doesNotContain("position=\"2\"");
            assertThat(gateway.log()).doesNotContain(OLD, NEW);
        }
    }

    private void post(GatewayProcess gateway, int sender) {
        AtomicInteger number = new AtomicInteger();
        while (posting) {
            String body = "{\"JobsDetail\":{\"JobId\":\"r%d-%d\",\"State\":\"Success\"}}"
                    .formatted(sender, number.incrementAndGet());
            int status = gateway.post("/callbacks?token=" + secret, body).statusCode();
            answers.computeIfAbsent(status, first -> new AtomicLong()).incrementAndGet();
        }
    }

    private long posted() {
        return answers.values().stream().mapToLong(AtomicLong::get).sum();
    }

    /** Changes the files like the kubelet: writes a new folder, then renames a link to it into place. */
    private void swap(String content) throws IOException {
        Path folder = Files.createTempDirectory(mount, "..");
        Files.writeString(folder.resolve("media"), content);
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), folder.getFileName());
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> folders = Files.list(mount)) {
            assertThat(folders).contains(folder);
        }
    }
}
