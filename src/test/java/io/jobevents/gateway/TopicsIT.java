package io.jobevents.gateway;

import static io.jobevents.gateway.AnswerAssertions.assertPublished;
import static io.jobevents.gateway.AnswerAssertions.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.TopicReader;
import java.time.Duration;
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

/** Tests of the packaged program with a Kafka in which topics are missing, created or refused. */
final class TopicsIT {

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
                assertThat(AnswerAssertions.post(gateway, "deleted", "Tts").statusCode())
                        .isEqualTo(200);
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

    private static List<String> keys(String topic) {
        return TopicReader.keys(broker.bootstrapServers(), topic);
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
