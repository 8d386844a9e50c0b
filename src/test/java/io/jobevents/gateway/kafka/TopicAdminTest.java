package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.TopicSettings;
import io.jobevents.gateway.kafka.TopicAdmin.Described;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests to Kafka's admin client, and the results of its answers. */
class TopicAdminTest {

    private static final String TOPIC = "ci.jobs.success.tts";
    private static final String OTHER = "ci.jobs.failed.tts";
    private static final Duration TIMEOUT = Duration.ofMillis(700);

    private final FakeKafkaClients clients = FakeKafkaClients.unbuilt();
    private final FakeAdminClient kafka = new FakeAdminClient();
    private final List<Map<String, Object>> connected = new ArrayList<>();

    @Test
    void connect_twice_createsOneClient() {
        TopicAdmin admin = admin(Map.of());

        admin.connect();
        admin.connect();

        assertThat(connected).hasSize(1);
    }

    @Test
    void connect_afterAFailure_retries() {
        TopicAdmin admin = new TopicAdmin(config(Map.of()), clients.producers(), settings -> {
            connected.add(settings);
            if (connected.size() == 1) {
                throw new KafkaException("No resolvable bootstrap urls");
            }
            return kafka.client();
        });

        assertThatThrownBy(admin::connect).isInstanceOf(KafkaException.class);
        admin.connect();

        assertThat(admin.list(TIMEOUT)).isCompletedWithValue(Set.of());
    }

    @Test
    void notConnected_isThrown() {
        TopicAdmin admin = admin(Map.of());

        assertThatThrownBy(() -> admin.list(TIMEOUT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Not connected");
    }

    @Test
    void settings_areThoseOfTheProducer_withoutProducerOnlyOnes() {
        clients.settings()
                .putAll(Map.of(
                        "security.protocol", "SASL_SSL",
                        "some.plugin", "on",
                        "acks", "all",
                        "key.serializer", "x",
                        "max.block.ms", "0",
                        "client.id", "job-event-gateway",
                        "request.timeout.ms", "10000"));

        admin(Map.of()).connect();

        assertThat(connected)
                .containsExactly(Map.of(
                        "bootstrap.servers", "localhost:1",
                        "security.protocol", "SASL_SSL",
                        "some.plugin", "on",
                        "client.id", "job-event-gateway-topics",
                        "request.timeout.ms", 1200,
                        "default.api.timeout.ms", 4000));
    }

    @Test
    void list_returnsAllTopics_withTheTimeout() {
        kafka.has(TOPIC, List.of(1), Map.of());
        kafka.has("other", List.of(1), Map.of());

        assertThat(connectedAdmin(Map.of()).list(TIMEOUT)).isCompletedWithValue(Set.of(TOPIC, "other"));
        assertThat(kafka.requests()).containsExactly("listTopics 700");
    }

    @Test
    void list_timeout_fails() {
        kafka.fails(new TimeoutException("silent"));

        assertThat(failure(connectedAdmin(Map.of()).list(TIMEOUT))).isInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest
    @MethodSource
    void create_hasReplicas(int brokers, Map<String, String> environment, int replicas, String inSync) {
        kafka.hasBrokers(brokers);

        assertThat(connectedAdmin(environment).create(Set.of(TOPIC), TIMEOUT)).isCompleted();

        NewTopic created = kafka.created().getFirst();
        assertThat(created.replicationFactor()).isEqualTo((short) replicas);
        assertThat(created.configs()).containsEntry("min.insync.replicas", inSync);
        assertThat(kafka.requests().contains("describeCluster")).isEqualTo(environment.isEmpty());
    }

    static Stream<Arguments> create_hasReplicas() {
        return Stream.of(
                argumentSet("one broker", 1, Map.of(), 1, "1"),
                argumentSet("two brokers", 2, Map.of(), 2, "1"),
                argumentSet("three brokers", 3, Map.of(), 3, "2"),
                argumentSet("five brokers", 5, Map.of(), 3, "2"),
                argumentSet("fewer set", 5, Map.of("GATEWAY_TOPICS_REPLICATION_FACTOR", "2"), 2, "1"),
                argumentSet("more set", 5, Map.of("GATEWAY_TOPICS_REPLICATION_FACTOR", "4"), 4, "2"));
    }

    @Test
    void create_sendsOneRequestForAllTopics_withTheirSettings() {
        Map<String, String> environment = Map.of("GATEWAY_TOPICS_PARTITIONS", "7", "GATEWAY_TOPICS_PREFIX", "media");
        String largest = Long.toString(TopicSettings.maxRecordSize(config(environment)));

        connectedAdmin(environment)
                .create(List.of("media.callbacks.rejected", "media.workflows.other"), TIMEOUT)
                .join();

        Map<String, String> ordinary = Map.of("max.message.bytes", largest, "min.insync.replicas", "2");
        Map<String, String> quarantine = new HashMap<>(ordinary);
        quarantine.put("cleanup.policy", "compact,delete");
        quarantine.put("retention.ms", Long.toString(Duration.ofDays(14).toMillis()));
        assertThat(kafka.created())
                .containsExactly(
                        new NewTopic("media.callbacks.rejected", 7, (short) 3).configs(quarantine),
                        new NewTopic("media.workflows.other", 7, (short) 3).configs(ordinary));
        assertThat(kafka.requests()).containsExactly("describeCluster", "createTopics 700", "listOffsets 700");
        assertThat(kafka.endsRequested()).hasSize(14).contains(new TopicPartition("media.workflows.other", 6));
    }

    @Test
    void create_completesOnceLeadersAnswer() {
        KafkaFutureImpl<ListOffsetsResultInfo> answer = new KafkaFutureImpl<>();
        kafka.leadersAnswer(answer);

        CompletableFuture<Void> creation = connectedAdmin(Map.of()).create(List.of(TOPIC), TIMEOUT);
        assertThat(creation).isNotDone();
        answer.complete(new ListOffsetsResultInfo(0, -1, Optional.empty()));

        assertThat(creation).isCompleted();
    }

    @Test
    void create_leaderTimeout_completes() {
        kafka.leadersAnswer(FakeAdminClient.failed(new TimeoutException("silent")));

        assertThat(connectedAdmin(Map.of()).create(List.of(TOPIC), TIMEOUT)).isCompleted();
    }

    @Test
    void create_existingTopic_completes() {
        kafka.answersCreation(TOPIC, FakeAdminClient.failed(new TopicExistsException("there")));

        assertThat(connectedAdmin(Map.of()).create(List.of(TOPIC, OTHER), TIMEOUT))
                .isCompleted();
    }

    @Test
    void create_oneTopicRefused_fails() {
        kafka.answersCreation(TOPIC, FakeAdminClient.failed(new TopicExistsException("there")));
        kafka.answersCreation(OTHER, FakeAdminClient.failed(new PolicyViolationException("no topics here")));

        Throwable failure = failure(connectedAdmin(Map.of()).create(List.of(TOPIC, OTHER, "ci.more"), TIMEOUT));

        assertThat(failure).isInstanceOf(PolicyViolationException.class);
        assertThat(KafkaFailure.isRefusal(failure)).isTrue();
    }

    @Test
    void create_completesOnceAllAreAnswered() {
        KafkaFutureImpl<Void> answer = new KafkaFutureImpl<>();
        kafka.answersCreation(OTHER, answer);

        CompletableFuture<Void> creation = connectedAdmin(Map.of()).create(List.of(TOPIC, OTHER), TIMEOUT);
        assertThat(creation).isNotDone();
        answer.complete(null);

        assertThat(creation).isCompleted();
    }

    @Test
    void create_clusterTimeout_fails() {
        kafka.fails(new TimeoutException("silent"));

        assertThat(failure(connectedAdmin(Map.of()).create(Set.of(TOPIC), TIMEOUT)))
                .isInstanceOf(TimeoutException.class);
        assertThat(kafka.created()).isEmpty();
    }

    @Test
    void describe_returnsTheFewestReplicasOfAnyPartition() {
        kafka.has(TOPIC, List.of(3, 2, 3), settings("2", "1048588", "compact,delete", "60000"));
        kafka.has(OTHER, List.of(1), settings("1", "99", "delete", "9223372036854775807"));

        assertThat(connectedAdmin(Map.of()).describe(List.of(TOPIC, OTHER)).join())
                .containsExactlyInAnyOrder(
                        new Described(TOPIC, 2, 2, 1048588, Optional.of(Duration.ofMinutes(1))),
                        new Described(OTHER, 1, 1, 99, Optional.of(Duration.ofMillis(Long.MAX_VALUE))));
        assertThat(kafka.requests()).containsExactly("describeTopics 1200", "describeConfigs 1200");
    }

    @ParameterizedTest
    @CsvSource({"'compact,delete', -1", "delete, -1", "compact, 60000", "'', 60000"})
    void describe_unlimitedRetention_isEmpty(String policy, String retention) {
        kafka.has(TOPIC, List.of(3), settings("2", "99", policy, retention));

        assertThat(connectedAdmin(Map.of()).describe(List.of(TOPIC)).join())
                .containsExactly(new Described(TOPIC, 3, 2, 99, Optional.empty()));
    }

    @Test
    void describe_refused_fails() {
        kafka.fails(new TopicAuthorizationException("no"));

        assertThat(failure(connectedAdmin(Map.of()).describe(Set.of(TOPIC))))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @ParameterizedTest
    @MethodSource
    void failure_isRefusalByType(Throwable failure, boolean refusal) {
        assertThat(KafkaFailure.isRefusal(failure)).isEqualTo(refusal);
    }

    static Stream<Arguments> failure_isRefusalByType() {
        return Stream.of(
                argumentSet("policy", new PolicyViolationException("no"), true),
                argumentSet("wrapped", new CompletionException(new PolicyViolationException("no")), true),
                argumentSet("silence", new TimeoutException("silent"), false),
                argumentSet("wrapped silence", new CompletionException(new TimeoutException("silent")), false),
                argumentSet("the client's own", new KafkaException("closed"), false),
                argumentSet("a bug", new IllegalStateException("Not connected"), false));
    }

    @Test
    void close_closesTheClient() {
        connectedAdmin(Map.of()).close();

        assertThat(kafka.closed()).containsExactly(TopicAdmin.TIMEOUT);
    }

    @Test
    void close_notConnected_doesNothing() {
        admin(Map.of()).close();

        assertThat(kafka.closed()).isEmpty();
    }

    private static Map<String, String> settings(String inSync, String largest, String policy, String retention) {
        return Map.of(
                "min.insync.replicas", inSync,
                "max.message.bytes", largest,
                "cleanup.policy", policy,
                "retention.ms", retention);
    }

    private static Throwable failure(CompletableFuture<?> answer) {
        assertThat(answer).isCompletedExceptionally();
        return KafkaFailure.cause(answer.handle((done, failure) -> failure).join());
    }

    private TopicAdmin connectedAdmin(Map<String, String> environment) {
        TopicAdmin admin = admin(environment);
        admin.connect();
        return admin;
    }

    private TopicAdmin admin(Map<String, String> environment) {
        return new TopicAdmin(config(environment), clients.producers(), this::client);
    }

    private Admin client(Map<String, Object> settings) {
        connected.add(settings);
        return kafka.client();
    }

    private static GatewayConfig config(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("GATEWAY_HTTP_AUTH", "none");
        return DeployedSettings.config(all);
    }
}
