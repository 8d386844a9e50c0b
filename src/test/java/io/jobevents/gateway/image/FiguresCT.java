package io.jobevents.gateway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import io.jobevents.gateway.testkit.broker.ContainerBroker;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** Tests that the image starts and works under load within its memory limit. Times and sizes are reported, not asserted. */
final class FiguresCT {

    private static final int STARTS = 5;
    private static final int CALLBACKS = 40_000;
    /** Callbacks in flight, like from a few senders. */
    private static final int AT_ONCE = 64;

    /** Together more than the limit of bytes in flight. */
    private static final int LARGE_AT_ONCE = 40;

    private static ContainerBroker broker;

    @BeforeAll
    static void start() {
        broker = ContainerBroker.start();
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
        ImageFigures.write();
    }

    @Test
    void start_withAndWithoutTheAotCache_becomesReady() {
        for (int processors : List.of(1, 2)) {
            for (String mode : List.of("off", "on")) {
                List<Duration> times = IntStream.range(0, STARTS)
                        .mapToObj(i -> startOnce(processors, mode))
                        .sorted()
                        .toList();
                ImageFigures.note(
                        "ready after start, %s, %s"
                                .formatted(
                                        mode.equals("on") ? "with the AOT cache" : "without it",
                                        processors == 1 ? "1 processor" : processors + " processors"),
                        "%,d ms (%,d to %,d)"
                                .formatted(
                                        times.get(STARTS / 2).toMillis(),
                                        times.getFirst().toMillis(),
                                        times.getLast().toMillis()));
            }
        }
    }

    private static Duration startOnce(int processors, String mode) {
        String volume = "gateway-figures-" + UUID.randomUUID();
        try (Pod pod = Pod.launch(broker, volume, Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=" + mode), processors)) {
            return pod.untilReady();
        } finally {
            DockerClientFactory.lazyClient().removeVolumeCmd(volume).exec();
        }
    }

    @Test
    void load_staysWithinTheMemoryLimit() throws IOException {
        List<byte[]> specimens = specimens();
        String volume = "gateway-figures-" + UUID.randomUUID();
        try (Pod pod = Pod.start(broker, volume, Map.of())) {
            long before = pod.memory();
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < CALLBACKS; i++) {
                waiting.add(pod.postAsync(specimens.get(i % specimens.size())));
                if (waiting.size() == AT_ONCE) {
                    waiting.forEach(
                            answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
                    waiting.clear();
                }
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(pod.metrics()).contains("gateway_spool_records 0.0"));

            assertThat(pod.state().getOOMKilled()).isFalse();
            ImageFigures.note("memory when ready, of a limit of 512 MiB", mebibytes(before));
            ImageFigures.note(
                    "memory after %,d callbacks, %d at once".formatted(CALLBACKS, AT_ONCE), mebibytes(pod.memory()));
        } finally {
            DockerClientFactory.lazyClient().removeVolumeCmd(volume).exec();
        }
    }

    @Test
    void manyLargeBodies_areAcceptedOrRefused_withinTheMemoryLimit() {
        byte[] body = ("{\"JobsDetail\":{\"JobId\":\"large\",\"State\":\"Success\",\"Filler\":\""
                        + "x".repeat(4_000_000) + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        String volume = "gateway-figures-" + UUID.randomUUID();
        try (Pod pod = Pod.start(broker, volume, Map.of("GATEWAY_TOPICS_PREFIX", "large"))) {
            List<Integer> statuses =
                    IntStream.range(0, LARGE_AT_ONCE).mapToObj(i -> pod.postAsync(body)).toList().stream()
                            .map(answer -> answer.join().statusCode())
                            .toList();

            assertThat(statuses).contains(200).isSubsetOf(200, 503);
            assertThat(pod.state().getRunning()).isTrue();
            assertThat(pod.state().getOOMKilled()).isFalse();
            ImageFigures.note(
                    "memory after %d callbacks of 4 MB at once".formatted(LARGE_AT_ONCE), mebibytes(pod.memory()));
        } finally {
            DockerClientFactory.lazyClient().removeVolumeCmd(volume).exec();
        }
    }

    @Test
    void image_isLargerThanItsBaseImage() {
        DockerClient docker = DockerClientFactory.lazyClient();
        long image = size(docker, Pod.IMAGE);
        long base = size(docker, System.getenv("BASE_IMAGE"));

        assertThat(image).isGreaterThan(base);
        ImageFigures.note("size of the image", mebibytes(image));
        ImageFigures.note("size of the image without its base image", mebibytes(image - base));
    }

    private static long size(DockerClient docker, String image) {
        return Objects.requireNonNull(docker.inspectImageCmd(image).exec().getSize());
    }

    private static List<byte[]> specimens() throws IOException {
        List<byte[]> specimens = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "callbacks"))) {
            for (Path file : files.sorted().toList()) {
                specimens.add(Files.readAllBytes(file));
            }
        }
        return specimens;
    }

    private static String mebibytes(long bytes) {
        return "%,d MiB".formatted(bytes >> 20);
    }
}
