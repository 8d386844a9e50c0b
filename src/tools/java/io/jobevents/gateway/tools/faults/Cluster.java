package io.jobevents.gateway.tools.faults;

import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.testkit.broker.BrokerTuning;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of three brokers. Every topic has three replicas, of which two have to acknowledge.
 *
 * <p>A method that restores brokers returns when all replicas are in sync.
 */
public final class Cluster implements AutoCloseable {

    /** A topic with many records. */
    static final String BUSY_TOPIC = "jobs.success.transcode";

    /** The topic of rejected bodies. */
    public static final String QUARANTINE = Route.QUARANTINE.topic();

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Map<String, String> SAFE = Map.of("min.insync.replicas", "2");
    private static final Map<String, String> AS_QUARANTINE =
            Map.of("min.insync.replicas", "2", "cleanup.policy", "compact,delete", "retention.ms", "1209600000");
    private final List<EmbeddedBroker> brokers;
    /** Kept open, since a client for each count would cost more than the count itself. */
    private @Nullable Admin counting;

    private Cluster(List<EmbeddedBroker> brokers) {
        this.brokers = brokers;
    }

    static Cluster start(String host) {
        return start(host, BrokerTuning.FOR_TESTS);
    }

    /** Starts a cluster with other settings of brokers than in tests. */
    public static Cluster start(String host, BrokerTuning tuning) {
        return new Cluster(EmbeddedBroker.cluster(3, host, tuning));
    }

    public List<EmbeddedBroker> brokers() {
        return List.copyOf(brokers);
    }

    public String bootstrapServers() {
        return String.join(
                ",", brokers.stream().map(EmbeddedBroker::bootstrapServers).toList());
    }

    /** Creates the topics that the load needs under a prefix, as an operator would; one partition each. */
    void createTopics(String prefix) throws Exception {
        createTopics(prefix, topics());
    }

    void createTopics(String prefix, Collection<String> names) throws Exception {
        try (Admin admin = admin()) {
            List<NewTopic> topics = names.stream()
                    .map(name -> new NewTopic(prefix + "." + name, 1, (short) 3)
                            .configs(name.equals(QUARANTINE) ? AS_QUARANTINE : SAFE))
                    .toList();
            admin.createTopics(topics).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        awaitInSync();
    }

    /** Adds partitions to a topic, up to a total. */
    void addPartitions(String prefix, String name, int total) throws Exception {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(prefix + "." + name, NewPartitions.increaseTo(total)))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        awaitInSync();
    }

    /** Makes Kafka compact a topic about every second, instead of after a week. */
    void compactOften(String prefix, String name) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, prefix + "." + name);
        ConfigResource allBrokers = new ConfigResource(ConfigResource.Type.BROKER, "");
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(set("segment.ms", "1000"), set("min.cleanable.dirty.ratio", "0.01")),
                            allBrokers,
                            List.of(set("log.cleaner.backoff.ms", "500"))))
                    .all()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    /** The number of records written to each topic of a prefix since it was created. */
    Map<String, Long> written(String prefix) throws Exception {
        if (counting == null) {
            counting = admin();
        }
        List<String> names = counting.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS).stream()
                .filter(name -> name.startsWith(prefix + "."))
                .toList();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        counting.describeTopics(names)
                .allTopicNames()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .forEach((name, topic) -> topic.partitions()
                        .forEach(partition ->
                                ends.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        Map<String, Long> written = new TreeMap<>();
        counting.listOffsets(ends)
                .all()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .forEach((partition, end) -> written.merge(partition.topic(), end.offset(), Long::sum));
        return written;
    }

    /** Deletes the topics of a prefix. */
    void deleteTopics(String prefix) throws Exception {
        try (Admin admin = admin()) {
            List<String> names = admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS).stream()
                    .filter(name -> name.startsWith(prefix + "."))
                    .toList();
            admin.deleteTopics(names).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    void deleteTopic(String prefix, String name) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(prefix + "." + name)).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** The required topics, and some for tags and states of the load. */
    public static List<String> topics() {
        return Stream.concat(
                        Route.required().stream(),
                        Stream.of(
                                BUSY_TOPIC,
                                "jobs.failed.transcode",
                                "jobs.success.snapshot",
                                "workflows.success",
                                "moderation.block.video"))
                .toList();
    }

    /** The broker that leads the only partition of a topic. */
    EmbeddedBroker leader(String prefix, String name) throws Exception {
        try (Admin admin = admin()) {
            TopicDescription topic = admin.describeTopics(List.of(prefix + "." + name))
                    .allTopicNames()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .get(prefix + "." + name);
            return brokers.get(topic.partitions().getFirst().leader().id() - 1);
        }
    }

    void killAll() throws InterruptedException {
        each(EmbeddedBroker::kill);
    }

    void restartAll() throws InterruptedException {
        each(EmbeddedBroker::restart);
    }

    void freezeAll() {
        brokers.forEach(EmbeddedBroker::pause);
    }

    void thawAll() throws InterruptedException {
        each(EmbeddedBroker::resume);
    }

    private void each(Consumer<EmbeddedBroker> act) throws InterruptedException {
        each(brokers, act);
    }

    /** Runs the action for all brokers at the same time, since none answers without a majority. */
    public static void each(List<EmbeddedBroker> some, Consumer<EmbeddedBroker> act) throws InterruptedException {
        List<Thread> threads = some.stream()
                .map(broker -> Thread.ofPlatform().daemon().start(() -> act.accept(broker)))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Restores brokers that a scene has left frozen or dead. */
    void heal() throws InterruptedException {
        each(broker -> {
            if (!broker.isRunning()) {
                broker.restart();
            }
        });
        awaitInSync();
    }

    public void awaitInSync() {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(this::isInSync);
    }

    private boolean isInSync() throws InterruptedException {
        Admin admin = admin();
        try {
            Collection<String> names = admin.listTopics().names().get(5, TimeUnit.SECONDS);
            return admin.describeTopics(names).allTopicNames().get(5, TimeUnit.SECONDS).values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500));
    }

    @Override
    public void close() {
        if (counting != null) {
            counting.close(Duration.ZERO);
        }
        new ArrayList<>(brokers).forEach(EmbeddedBroker::close);
    }
}
