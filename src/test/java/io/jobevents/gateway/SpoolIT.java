package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.TopicReader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the packaged program with its spool: an outage of Kafka, draining, a spool in use, a damaged spool. */
final class SpoolIT {

    private static EmbeddedBroker broker;

    @TempDir
    Path spool;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void outage_callbacksAreSpooledAndPublishedLater() {
        try (GatewayProcess gateway = gateway("outage").awaitReady()) {
            post(gateway, "before");

            broker.pause();
            List<String> during =
                    IntStream.range(0, 40).mapToObj(i -> "during-" + i).toList();
            during.forEach(id -> assertThat(post(gateway, id)).contains("\"outcome\":\"spooled\""));
            assertThat(gateway.post("<broken>").statusCode()).isEqualTo(400);
            assertThat(gateway.isReady()).isTrue();
            assertThat(gateway.metrics())
                    .contains("gateway_circuit_open 1.0")
                    .containsPattern("gateway_spool_records [1-9]");

            broker.resume();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(gateway.metrics()).contains("gateway_spool_records 0.0"));

            assertThat(keys("outage.jobs.success.untagged")).contains("before").containsAll(during);
            assertThat(keys("outage.callbacks.rejected")).hasSize(1);
            await().untilAsserted(() -> assertThat(post(gateway, "after")).contains("\"outcome\":\"published\""));
        }
    }

    @Test
    void killedInAnOutage_drainPublishesTheSpool() {
        GatewayProcess gateway = gateway("killed").awaitReady();
        broker.pause();
        List<String> ids = IntStream.range(0, 25).mapToObj(i -> "kept-" + i).toList();
        ids.forEach(id -> assertThat(post(gateway, id)).contains("\"outcome\":\"spooled\""));
        gateway.kill();
        gateway.awaitExit();

        GatewayProcess early = drain("killed");
        assertThat(early.awaitExit()).as(early.log()).isEqualTo(1);
        broker.resume();
        GatewayProcess late = drain("killed");
        assertThat(late.awaitExit()).as(late.log()).isZero();

        assertThat(late.log()).contains("The spool is empty").doesNotContain("Listening on");
        assertThat(keys("killed.jobs.success.untagged")).containsAll(ids);
    }

    @Test
    void secondGatewayOnTheSameFolder_doesNotStart() {
        try (GatewayProcess first = gateway("first").awaitReady()) {
            GatewayProcess second = GatewayProcess.launch(settings("second"), Map.of());

            assertThat(second.awaitExit()).isNotZero();
            assertThat(second.log()).contains("gateway.spool.path: another gateway uses the spool in");
            assertThat(first.isReady()).isTrue();
        }
    }

    @Test
    void damagedFile_isSetAsideAndReported() throws Exception {
        Files.writeString(spool.resolve("spool.db"), "this is no database ".repeat(500));

        try (GatewayProcess gateway = gateway("damaged").awaitReady()) {
            assertThat(post(gateway, "taken")).contains("\"outcome\":\"published\"");
            assertThat(gateway.log()).contains("The spool is damaged", "spool.db.damaged-");
            assertThat(gateway.metrics()).contains("gateway_spool_damaged 1.0");
            assertThat(gateway.readiness()).contains("\"spool-damaged-files\": 1");
        }
    }

    private GatewayProcess gateway(String prefix) {
        return GatewayProcess.startAlive(broker.bootstrapServers(), settings(prefix));
    }

    private GatewayProcess drain(String prefix) {
        return GatewayProcess.launch(settings(prefix), Map.of(), "drain");
    }

    private Map<String, String> settings(String prefix) {
        return Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "gateway.http.auth", "none",
                "gateway.topics.prefix", prefix,
                "gateway.topics.create", "on-demand",
                "gateway.spool.enabled", "true",
                "gateway.spool.path", spool.toString(),
                "gateway.shutdown.notice", "PT0S");
    }

    private static String post(GatewayProcess gateway, String id) {
        HttpResponse<String> answer =
                gateway.post("{\"JobsDetail\":{\"JobId\":\"%s\",\"State\":\"Success\"}}".formatted(id));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> keys(String topic) {
        return TopicReader.keys(broker.bootstrapServers(), topic);
    }
}
