package io.jobevents.gateway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ExposedPort;
import io.jobevents.gateway.ProjectVersion;
import io.jobevents.gateway.testkit.broker.ContainerBroker;
import io.jobevents.gateway.testkit.broker.TopicReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/** Tests of the image, run with the restrictions of a pod, and Kafka in another container. */
final class ImageCT {

    private static ContainerBroker broker;

    /** The volume of the spool, which outlives the containers. */
    private final String volume = "gateway-test-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        broker = ContainerBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void removeVolume() {
        DockerClientFactory.lazyClient().removeVolumeCmd(volume).exec();
    }

    @Test
    void image_hasLabels_andDoesNotRunAsRoot() {
        InspectImageResponse image =
                DockerClientFactory.lazyClient().inspectImageCmd(Pod.IMAGE).exec();
        DockerClientFactory.lazyClient().createVolumeCmd().withName(volume).exec();

        ContainerConfig config = Objects.requireNonNull(image.getConfig());
        assertThat(config.getUser()).isEqualTo("10001:10001");
        assertThat(config.getLabels())
                .containsEntry("org.opencontainers.image.title", "Job Event Gateway")
                .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
                .containsEntry("org.opencontainers.image.version", ProjectVersion.get())
                .hasEntrySatisfying(
                        "org.opencontainers.image.revision",
                        revision -> assertThat(revision).isNotBlank());
        assertThat(config.getExposedPorts()).contains(ExposedPort.tcp(8080), ExposedPort.tcp(9000));
        assertThat(config.getVolumes()).containsOnlyKeys("/spool");
        assertThat(config.getEntrypoint()).startsWith("java");
        assertThat(config.getCmd()).as("arguments of the gateway").isNull();
    }

    @Test
    void aotCache_isUsed() {
        // By default the JVM ignores a cache that does not match; with this option it refuses to start.
        try (Pod gateway = Pod.start(broker, volume, Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"))) {
            assertThat(gateway.post(job("cached")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void healthCheck_isInTheImage_andPassesWhenReady() throws Exception {
        ContainerConfig config = Objects.requireNonNull(DockerClientFactory.lazyClient()
                .inspectImageCmd(Pod.IMAGE)
                .exec()
                .getConfig());
        List<String> check = Objects.requireNonNull(
                Objects.requireNonNull(config.getHealthcheck()).getTest());
        assertThat(check).startsWith("CMD", "java");

        try (Pod gateway = Pod.start(broker, volume, prefix("health"))) {
            assertThat(gateway.execute(check.subList(1, check.size()))).isZero();
            // Fails if nothing listens.
            assertThat(gateway.execute(check.subList(1, check.size()), "QUARKUS_MANAGEMENT_PORT=9001"))
                    .isEqualTo(1);
        }
    }

    @Test
    void stoppedInAnOutage_publishesTheSpoolWhenKafkaIsBack() {
        try (Pod gateway = Pod.start(broker, volume, prefix("stopped"))) {
            assertThat(post(gateway, "before")).contains("\"outcome\":\"published\"");
            List<String> kept = spool(gateway, "kept");

            gateway.terminate();
            broker.resume();

            assertThat(gateway.awaitEnd()).as(gateway.log()).isEqualTo(143);
            assertThat(keys("stopped")).contains("before").containsAll(kept);
        } finally {
            thaw();
        }
    }

    @Test
    void killedInAnOutage_publishesTheSpoolAfterItsRestart() {
        List<String> kept;
        try (Pod first = Pod.start(broker, volume, prefix("killed"))) {
            kept = spool(first, "kept");
            first.kill();
        } finally {
            thaw();
        }

        try (Pod second = Pod.start(broker, volume, prefix("killed"))) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(second.metrics()).contains("gateway_spool_records 0.0"));

            assertThat(keys("killed")).containsAll(kept);
            assertThat(post(second, "after")).contains("\"outcome\":\"published\"");
        }
    }

    @Test
    void drain_publishesTheSpoolOfADeletedPod() {
        List<String> kept;
        try (Pod left = Pod.start(broker, volume, Map.of())) {
            kept = spool(left, "left");
            left.kill();
        } finally {
            thaw();
        }

        try (Pod drain = Pod.run(broker, volume, "drain")) {
            assertThat(drain.log()).contains("The spool is empty").doesNotContain("Listening on");
        }
        assertThat(keys("ci")).containsAll(kept);
    }

    /** Freezes Kafka and posts callbacks, which the gateway spools. */
    private static List<String> spool(Pod gateway, String name) {
        broker.pause();
        List<String> ids = IntStream.range(0, 20).mapToObj(i -> name + "-" + i).toList();
        ids.forEach(id -> assertThat(post(gateway, id)).contains("\"outcome\":\"spooled\""));
        return ids;
    }

    /** Resumes Kafka if it is frozen. */
    private static void thaw() {
        if (broker.isPaused()) {
            broker.resume();
        }
    }

    private static Map<String, String> prefix(String prefix) {
        return Map.of("GATEWAY_TOPICS_PREFIX", prefix);
    }

    private static String post(Pod gateway, String id) {
        HttpResponse<String> answer = gateway.post(job(id));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String job(String id) {
        return "{\"JobsDetail\":{\"JobId\":\"%s\",\"State\":\"Success\"}}".formatted(id);
    }

    private static List<String> keys(String prefix) {
        try (TopicReader reader = new TopicReader(broker.bootstrapServers())) {
            return reader.all(prefix + ".jobs.success.untagged").stream()
                    .map(ConsumerRecord::key)
                    .toList();
        }
    }
}
