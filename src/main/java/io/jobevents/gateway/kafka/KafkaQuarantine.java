package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.QuarantineTopic;
import io.jobevents.gateway.TopicSettings;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Opens the quarantine topic for reading, with clients that are closed with the reading: a consumer without a group, so
 * that no right on a group is needed, and a producer that may block. Rights are checked first, so that no body is
 * replayed without the right to write its tombstone.
 */
@Singleton
final class KafkaQuarantine implements QuarantineTopic {

    /** The timeout of the first requests, long enough for a Kafka that is recovering. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    /** The timeout of a tombstone, as of an event (delivery.timeout.ms). */
    private static final Duration WAIT = Duration.ofSeconds(30);

    /** The most bytes of a fetch per broker, unless a single batch is larger. */
    private static final int FETCH_BYTES = 4 << 20;

    /** The most records decompressed at once, since a compressed batch may hold hundreds of large bodies. */
    private static final int POLL_RECORDS = 4;

    private final String topic;
    private final TopicAdmin admin;
    private final Producers producers;
    private final Clock clock;
    private final Duration timeout;

    @Inject
    KafkaQuarantine(GatewayConfig config, TopicAdmin admin, Producers producers, Clock clock) {
        this(config, admin, producers, clock, TIMEOUT);
    }

    KafkaQuarantine(GatewayConfig config, TopicAdmin admin, Producers producers, Clock clock, Duration timeout) {
        this.timeout = timeout;
        this.topic = TopicSettings.quarantine(config);
        this.admin = admin;
        this.producers = producers;
        this.clock = clock;
    }

    @Override
    public Opened open(Use use, Map<Integer, Long> positions, BooleanSupplier stopped) throws Unreachable {
        checkRights(use);
        Deque<AutoCloseable> clients = new ArrayDeque<>();
        try {
            KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            clients.add(consumer);
            List<TopicPartition> partitions = consumer.partitionsFor(topic, timeout).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Optional<Producer<byte[], byte[]>> producer =
                    use == Use.RESOLVE ? Optional.of(producer()) : Optional.empty();
            producer.ifPresent(clients::add);
            // Requests the metadata now, so that no tombstone waits for it.
            producer.ifPresent(tombstones -> tombstones.partitionsFor(topic));
            return new QuarantineReading(
                    new QuarantinePolls(consumer, topic, stopped),
                    producer.map(tombstones -> new Tombstones(tombstones, topic, clock)),
                    consumer.beginningOffsets(partitions, timeout),
                    consumer.endOffsets(partitions, timeout),
                    positions);
        } catch (KafkaException e) {
            clients.forEach(client -> Utils.closeQuietly(client, "a client of the quarantine topic"));
            throw unreachable(e, topic);
        }
    }

    private Producer<byte[], byte[]> producer() {
        return new KafkaProducer<>(producerSettings(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void checkRights(Use use) throws Unreachable {
        Set<AclOperation> needed =
                switch (use) {
                    case READ -> EnumSet.of(AclOperation.READ);
                    case RESOLVE -> EnumSet.of(AclOperation.READ, AclOperation.WRITE);
                };
        try {
            admin.connect();
            needed.removeAll(admin.rights(topic, timeout).join());
        } catch (CompletionException | KafkaException e) {
            throw unreachable(KafkaFailure.cause(e), topic);
        }
        if (!needed.isEmpty()) {
            throw new Unreachable("This Kafka user lacks a right on the topic " + topic + ": "
                    + needed.stream().map(KafkaQuarantine::word).collect(Collectors.joining(" and ")));
        }
    }

    /** The name of an operation, as in Kafka's tools and Strimzi. */
    private static String word(AclOperation operation) {
        String name = operation.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    static Unreachable unreachable(Throwable failure, String topic) {
        return new Unreachable(
                switch (failure) {
                    case UnknownTopicOrPartitionException missing -> "The topic " + topic + " is missing";
                    case AuthorizationException forbidden ->
                        "Kafka refuses the topic " + topic
                                + ": this Kafka user needs Read on it, and Write to resolve (" + failure.getMessage()
                                + ")";
                    case TimeoutException silent -> "Kafka does not answer: " + failure.getMessage();
                    default -> "Kafka fails: " + KafkaFailure.innermostMessage(failure);
                });
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> settings = producers.configuration(ConsumerConfig.configNames());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "job-event-gateway-quarantine");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Skips records that retention deletes during the reading.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        return settings;
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = producers.configuration();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "job-event-gateway-tombstones");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT.toMillis());
        return settings;
    }
}
