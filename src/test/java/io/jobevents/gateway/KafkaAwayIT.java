package io.jobevents.gateway;

import static io.jobevents.gateway.AnswerAssertions.assertPublished;
import static io.jobevents.gateway.AnswerAssertions.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.FreePort;
import io.jobevents.gateway.testkit.broker.TopicReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the packaged program with a Kafka that is frozen, killed, not started yet or not found. */
final class KafkaAwayIT {

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void kafkaFrozenOrKilled_isUnavailable_untilKafkaIsBack() {
        Map<String, String> settings = Map.of("gateway.topics.prefix", "away", "gateway.topics.create", "on-demand");
        try (GatewayProcess gateway =
                GatewayProcess.startAlive(broker.bootstrapServers(), settings).awaitReady()) {
            assertPublished(gateway, "before");

            broker.pause();
            assertUnavailable(gateway, "kafka-unavailable");
            gateway.awaitNotReady();
            assertUnavailable(gateway, "kafka-unavailable");
            assertThat(gateway.isLive()).isTrue();

            broker.resume();
            gateway.awaitReady();
            assertPublished(gateway, "between");

            broker.kill();
            assertUnavailable(gateway, "kafka-unavailable");
            gateway.awaitNotReady();
            assertUnavailable(gateway, "kafka-unavailable");
            assertThat(gateway.isLive()).isTrue();

            broker.restart();
            gateway.awaitReady();
            assertPublished(gateway, "after");
            assertThat(TopicReader.keys(broker.bootstrapServers(), "away.jobs.success.untagged"))
                    .contains("before", "between", "after");
        }
    }

    @Test
    void kafkaNotStartedYet_gatewayStarts(@TempDir Path directory) {
        int port = FreePort.choose();
        try (GatewayProcess gateway =
                GatewayProcess.startAlive("localhost:" + port, Map.of("gateway.topics.create", "on-demand"))) {
            assertUnavailable(gateway, "kafka-unavailable");
            assertThat(gateway.isReady()).isFalse();

            try (EmbeddedBroker late = EmbeddedBroker.start(port, directory)) {
                gateway.awaitReady();
                assertPublished(gateway, "late");
            }
        }
    }

    @Test
    void unresolvableHostName_gatewayStarts() {
        try (GatewayProcess gateway = GatewayProcess.startAlive("kafka.invalid:9092", Map.of())) {
            assertUnavailable(gateway, "kafka-unavailable");
            assertThat(gateway.isReady()).isFalse();
            await().untilAsserted(() -> assertThat(gateway.readiness()).contains("\"kafka\": \"away: "));
        }
    }
}
