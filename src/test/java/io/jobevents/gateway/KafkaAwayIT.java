package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.FreePort;
import io.jobevents.gateway.testkit.broker.TopicReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the packaged program with a Kafka that is frozen, killed, not started yet, or lacks topics. */
final class KafkaAwayIT {

    /** The contract allows two seconds; the rest is for a busy machine. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

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
        try (GatewayProcess gateway = gateway("away", "on-demand").awaitReady()) {
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
            assertThat(keys("away.jobs.success.untagged")).contains("before", "between", "after");
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

    @Test
    void createNone_gatewayIsNotReadyUntilRequiredTopicsExist() {
        try (GatewayProcess gateway = gateway("expected", "none")) {
            await().untilAsserted(() -> assertThat(gateway.readiness())
                    .contains(Route.required().stream()
                            .map(topic -> "expected." + topic)
                            .toList()));
            assertThat(gateway.isReady()).isFalse();
            assertUnavailable(gateway, "topic-missing");

            // The required topics last: the gateway is ready once it knows them, and must know the others then.
            create("expected", List.of("jobs.success.tts", "jobs.success.untagged"));
            create("expected", Route.required());
            gateway.awaitReady();

            // Kafka's default retention of a week is too short for rejected bodies.
            await().untilAsserted(() -> assertThat(gateway.log())
                    .containsOnlyOnce("1 topics keep rejected bodies for less than 14 days (retention.ms below"
                            + " 1209600000): expected.callbacks.rejected"));

            // If the topic of a tag is missing, its records go to the substitute.
            assertPublished(gateway, "own", "Tts");
            assertPublished(gateway, "substitute", "Transcode");
            assertThat(keys("expected.jobs.success.tts")).containsOnly("own");
            assertThat(keys("expected.jobs.success.other")).containsOnly("substitute");
            assertThat(gateway.metrics())
                    .contains("gateway_topic_missing_total{topic=\"jobs.success.transcode\"}")
                    .doesNotContain("gateway_topic_missing_total{topic=\"jobs.success.tts\"}");

            // A deleted topic delays no records of other topics.
            delete("expected.jobs.success.tts");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertPublished(gateway, "untouched");
                assertThat(post(gateway, "deleted", "Tts").statusCode()).isEqualTo(200);
            });
            assertThat(keys("expected.jobs.success.other")).contains("deleted");
            assertThat(gateway.isReady()).isTrue();
            gateway.kill(); // a graceful stop would wait for the record of the deleted topic
        }
    }

    @Test
    void createOnDemand_topicIsCreatedForItsFirstRecord() {
        try (GatewayProcess gateway = gateway("demand", "on-demand").awaitReady()) {
            assertThat(topics("demand."))
                    .containsExactlyInAnyOrderElementsOf(Route.required().stream()
                            .map(topic -> "demand." + topic)
                            .toList());

            assertPublished(gateway, "first", "Tts");

            assertThat(keys("demand.jobs.success.tts")).containsOnly("first");
            assertThat(partitions("demand.jobs.success.tts")).isEqualTo(3);
            assertThat(setting("demand.jobs.success.tts", "max.message.bytes")).isEqualTo("16777216");
            assertThat(setting("demand.jobs.success.tts", "cleanup.policy")).isEqualTo("delete");
            assertThat(partitions("demand.callbacks.rejected")).isEqualTo(3);
            assertThat(setting("demand.callbacks.rejected", "max.message.bytes"))
                    .isEqualTo("16777216");
            assertThat(setting("demand.callbacks.rejected", "cleanup.policy")).isEqualTo("compact,delete");
            assertThat(setting("demand.callbacks.rejected", "retention.ms"))
                    .isEqualTo(Long.toString(Duration.ofDays(14).toMillis()));
        }
    }

    @Test
    void topicsThatKafkaRefusesToCreate_areReportedMissing_notAsAnOutage() {
        Map<String, String> settings = Map.of(
                "gateway.topics.prefix",
                "refused",
                "gateway.topics.create",
                "on-demand",
                "gateway.topics.replication-factor",
                "3");
        try (GatewayProcess gateway = GatewayProcess.startAlive(broker.bootstrapServers(), settings)) {
            await().untilAsserted(() -> assertThat(gateway.readiness())
                    .contains("\"kafka\": \"lacks topics: ", "refused.callbacks.rejected"));
            assertThat(gateway.isReady()).isFalse();
            assertThat(gateway.log()).containsOnlyOnce("Kafka refuses to create topics");
            assertUnavailable(gateway, "topic-missing");

            create("refused", Route.required());
            gateway.awaitReady();
            assertPublished(gateway, "substitute", "Tts");
            assertThat(keys("refused.jobs.success.other")).containsOnly("substitute");
        }
    }

    @Test
    void createAtStart_allTopicsAreCreated() {
        Map<String, String> settings = Map.of(
                "gateway.topics.prefix",
                "all",
                "gateway.topics.create",
                "startup",
                "gateway.topics.partitions",
                "1",
                "gateway.topics.extra-tags",
                "NewTag");
        try (GatewayProcess gateway = GatewayProcess.startAlive(broker.bootstrapServers(), settings)) {
            List<String> all = Route.all(new TagCatalogue(Set.of("NewTag"))).stream()
                    .map(topic -> "all." + topic)
                    .toList();

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(topics("all.")).containsExactlyInAnyOrderElementsOf(all));
            gateway.awaitReady();
            assertThat(all).contains("all.jobs.success.newtag");
        }
    }

    private static GatewayProcess gateway(String prefix, String create) {
        return GatewayProcess.startAlive(
                broker.bootstrapServers(), Map.of("gateway.topics.prefix", prefix, "gateway.topics.create", create));
    }

    private static void assertPublished(GatewayProcess gateway, String id) {
        assertPublished(gateway, id, "");
    }

    /** Posts until the answer is 200: the first ack after a start may miss the timeout on a busy machine. */
    private static void assertPublished(GatewayProcess gateway, String id, String tag) {
        await().untilAsserted(() -> {
            HttpResponse<String> answer = post(gateway, id, tag);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
    }

    private static void assertUnavailable(GatewayProcess gateway, String reason) {
        Instant asked = Instant.now();
        HttpResponse<String> answer = post(gateway, "unavailable", "");
        Duration took = Duration.between(asked, Instant.now());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"reason\":\"" + reason + "\"");
        assertThat(took).isLessThan(ANSWER_LIMIT);
    }

    private static HttpResponse<String> post(GatewayProcess gateway, String id, String tag) {
        return gateway.post(
                "{\"JobsDetail\":{\"JobId\":\"%s\",\"State\":\"Success\",\"Tag\":\"%s\"}}".formatted(id, tag));
    }

    private static List<String> keys(String topic) {
        try (TopicReader reader = new TopicReader(broker.bootstrapServers())) {
            return reader.all(topic).stream().map(consumed -> consumed.key()).toList();
        }
    }

    private static List<String> topics(String prefix) {
        return ask(admin -> admin.listTopics().names()).stream()
                .filter(topic -> topic.startsWith(prefix))
                .toList();
    }

    private static int partitions(String topic) {
        return ask(admin -> admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .size();
    }

    private static String setting(String topic, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> configs =
                ask(admin -> admin.describeConfigs(List.of(resource)).all());
        ConfigEntry entry = configs.get(resource).get(name);
        return entry.value();
    }

    private static void create(String prefix, List<String> topics) {
        ask(admin -> admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(prefix + "." + topic, 1, (short) 1))
                        .toList())
                .all());
    }

    private static void delete(String topic) {
        ask(admin -> admin.deleteTopics(List.of(topic)).all());
    }

    /** A call of Kafka's admin client. */
    @FunctionalInterface
    private interface AdminCall<T> {
        KafkaFuture<T> ask(Admin admin);
    }

    private static <T> T ask(AdminCall<T> question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return question.ask(admin).get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
