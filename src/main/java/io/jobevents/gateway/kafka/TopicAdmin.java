package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.TopicSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/**
 * The requests to Kafka's admin API: lists, creates and describes topics. Futures complete on the client's thread,
 * within {@link #TIMEOUT}, that of the first request within {@link #FIRST_TIMEOUT}.
 */
@Singleton
class TopicAdmin {

    /**
     * The settings of an existing topic.
     *
     * @param inSync the least number of replicas that have an acknowledged record
     * @param maxRecordSize bytes
     * @param retention how long records are kept; empty if unlimited
     */
    record Described(String topic, int replicas, int inSync, long maxRecordSize, Optional<Duration> retention) {}

    /** Shorter than the time for an answer, so that an unavailable Kafka is detected within it. */
    static final Duration TIMEOUT = Duration.ofMillis(1200);

    /**
     * For the first request: connecting takes time, and its result decides whether this is a start during an outage.
     */
    static final Duration FIRST_TIMEOUT = Duration.ofSeconds(4);

    /** The value of {@code retention.ms} for no limit. */
    private static final long UNLIMITED = -1;

    private final GatewayConfig config;
    private final Producers producers;
    private final Function<Map<String, Object>, Admin> clients;
    private volatile @Nullable Admin client;

    @Inject
    TopicAdmin(GatewayConfig config, Producers producers) {
        this(config, producers, Admin::create);
    }

    /** @param clients creates a client from settings */
    TopicAdmin(GatewayConfig config, Producers producers, Function<Map<String, Object>, Admin> clients) {
        this.config = config;
        this.producers = producers;
        this.clients = clients;
    }

    /**
     * Creates the client, unless it exists. Blocks while names are resolved.
     *
     * @throws org.apache.kafka.common.KafkaException if no name resolves
     */
    synchronized void connect() {
        if (client == null) {
            client = clients.apply(settings());
        }
    }

    /** All topics, whatever their prefix. */
    CompletableFuture<Set<String>> list(Duration timeout) {
        return with(admin -> admin.listTopics(new ListTopicsOptions().timeoutMs((int) timeout.toMillis()))
                .names());
    }

    /**
     * Creates topics, and waits until the leaders of their partitions accept records. Existing topics count as created.
     *
     * <p>A leader refuses records until it has opened its log. Without the wait, the later of two batches in flight
     * could be accepted first; Kafka would then refuse the earlier one until {@code delivery.timeout.ms}
     * ({@code OutOfOrderSequenceException}).
     */
    CompletableFuture<Void> create(Collection<String> topics, Duration timeout) {
        return brokers().thenCompose(brokers -> create(topics, brokers, timeout));
    }

    private CompletableFuture<Void> create(Collection<String> topics, Optional<Integer> brokers, Duration timeout) {
        List<NewTopic> created =
                topics.stream().map(topic -> newTopic(topic, brokers)).toList();
        Map<String, KafkaFuture<Void>> results = client().createTopics(
                        created, new CreateTopicsOptions().timeoutMs((int) timeout.toMillis()))
                .values();
        return CompletableFuture.allOf(results.values().stream()
                        .map(result -> future(result).exceptionallyCompose(TopicAdmin::unlessExists))
                        .toArray(CompletableFuture[]::new))
                .thenCompose(done -> awaitLeaders(created, timeout));
    }

    /** Requests the end offsets, which only a ready leader answers. A timeout is no failure, since the topics exist. */
    private CompletableFuture<Void> awaitLeaders(List<NewTopic> topics, Duration timeout) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        ListOffsetsOptions options = new ListOffsetsOptions().timeoutMs((int) timeout.toMillis());
        return with(admin -> admin.listOffsets(ends, options).all())
                .thenAccept(found -> {})
                .exceptionally(failure -> null);
    }

    /** The settings of the topics. */
    CompletableFuture<List<Described>> describe(Collection<String> topics) {
        CompletableFuture<Map<String, TopicDescription>> descriptions =
                with(admin -> admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(timeoutMs()))
                        .allTopicNames());
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        CompletableFuture<Map<ConfigResource, Config>> configs =
                with(admin -> admin.describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(timeoutMs()))
                        .all());
        return descriptions.thenCombine(
                configs,
                (described, settings) -> described.values().stream()
                        .map(topic -> described(topic, settings))
                        .toList());
    }

    /** The gateway's rights on a topic; all of them if Kafka has no authorizer or does not report rights. */
    CompletableFuture<Set<AclOperation>> rights(String topic, Duration timeout) {
        DescribeTopicsOptions options =
                new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs((int) timeout.toMillis());
        return with(admin -> admin.describeTopics(List.of(topic), options).allTopicNames())
                .thenApply(topics -> topics.values().stream()
                        .map(TopicDescription::authorizedOperations)
                        .flatMap(rights -> (rights == null ? EnumSet.allOf(AclOperation.class) : rights).stream())
                        .collect(Collectors.toSet()));
    }

    private static Described described(TopicDescription topic, Map<ConfigResource, Config> all) {
        Config settings = Objects.requireNonNull(all.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name())));
        int replicas = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        return new Described(
                topic.name(),
                replicas,
                Integer.parseInt(
                        settings.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value()),
                Long.parseLong(
                        settings.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()),
                retention(settings));
    }

    private static Optional<Duration> retention(Config settings) {
        String policy = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        long millis =
                Long.parseLong(settings.get(TopicConfig.RETENTION_MS_CONFIG).value());
        return policy.contains(TopicConfig.CLEANUP_POLICY_DELETE) && millis != UNLIMITED
                ? Optional.of(Duration.ofMillis(millis))
                : Optional.empty();
    }

    private NewTopic newTopic(String topic, Optional<Integer> brokers) {
        TopicSettings settings = TopicSettings.of(config, topic, brokers);
        return new NewTopic(topic, settings.partitions(), settings.replicas()).configs(settings.configs());
    }

    /** The number of brokers, if the number of replicas depends on it. */
    private CompletableFuture<Optional<Integer>> brokers() {
        return config.topics().replicationFactor().isPresent()
                ? CompletableFuture.completedFuture(Optional.empty())
                : with(admin -> admin.describeCluster().nodes()).thenApply(nodes -> Optional.of(nodes.size()));
    }

    private <T> CompletableFuture<T> with(Function<Admin, KafkaFuture<T>> question) {
        return future(question.apply(client()));
    }

    /** @throws IllegalStateException before {@link #connect} */
    private Admin client() {
        Admin connected = client;
        if (connected == null) {
            throw new IllegalStateException("Not connected");
        }
        return connected;
    }

    /**
     * Fails with Kafka's own exception, in a CompletionException where it is joined: see {@link KafkaFailure#cause}.
     */
    private static <T> CompletableFuture<T> future(KafkaFuture<T> answer) {
        return answer.toCompletionStage()
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(KafkaFailure.cause(failure)))
                .toCompletableFuture();
    }

    private static CompletableFuture<Void> unlessExists(Throwable failure) {
        return KafkaFailure.cause(failure) instanceof TopicExistsException
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(failure);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = producers.configuration(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "job-event-gateway-topics");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) FIRST_TIMEOUT.toMillis());
        return settings;
    }

    private static int timeoutMs() {
        return (int) TIMEOUT.toMillis();
    }

    @PreDestroy
    void close() {
        if (client != null) {
            client.close(TIMEOUT);
        }
    }
}
