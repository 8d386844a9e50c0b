package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.record.TopicRecord;
import io.jobevents.gateway.record.TopicRecord.Header;
import io.jobevents.gateway.record.TopicRecord.Place;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Creates the consumers for the console: without a group, without commits, with bounded fetches. Fetches of a follower
 * wait for more data, so that it wakes up rarely; those of a search do not.
 */
@Singleton
class ConsoleConsumers {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The most bytes of a fetch per broker, unless a single batch is larger. */
    private static final int FETCH_BYTES = 1 << 20;

    /** The most bytes per partition; small, since a search discards records beyond its window. */
    private static final int SEARCH_PARTITION_BYTES = 128 << 10;
    /** The most bytes per partition; bounds the memory of a follower that lags. */
    private static final int FOLLOW_PARTITION_BYTES = 256 << 10;

    private static final int FOLLOW_RECORDS = 1000;
    private static final int FOLLOW_WAIT_MILLIS = 250;
    private static final int SEARCH_RECORDS = 500;
    /** Short, since all records of a search exist already. */
    private static final int SEARCH_WAIT_MILLIS = 50;

    private final String prefix;
    /** Resolved late, since the console's routes are mounted before the channels exist. */
    private final Provider<Producers> producers;

    private final Duration timeout;

    /**
     * The partitions of all topics.
     *
     * @param led the partitions that have a leader
     */
    record Listed(Set<TopicPartition> all, Set<TopicPartition> led) {}

    @Inject
    ConsoleConsumers(GatewayConfig config, Provider<Producers> producers) {
        this(config, producers, TIMEOUT);
    }

    /** @param timeout of requests to Kafka */
    ConsoleConsumers(GatewayConfig config, Provider<Producers> producers, Duration timeout) {
        this.prefix = config.topics().prefix() + ".";
        this.producers = producers;
        this.timeout = timeout;
    }

    Consumer<byte[], byte[]> follower() {
        Map<String, Object> settings = settings("job-event-gateway-live");
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FOLLOW_WAIT_MILLIS);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FOLLOW_PARTITION_BYTES);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, FOLLOW_RECORDS);
        return consumer(settings);
    }

    Consumer<byte[], byte[]> searcher() {
        Map<String, Object> settings = settings("job-event-gateway-search");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SEARCH_WAIT_MILLIS);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SEARCH_PARTITION_BYTES);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, SEARCH_RECORDS);
        return consumer(settings);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> settings(String clientId) {
        Map<String, Object> settings = producers.get().configuration(ConsumerConfig.configNames());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Skips records that retention deletes during the reading.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        return settings;
    }

    /** Lists all partitions of this gateway's topics. */
    Listed partitions(Consumer<?, ?> consumer) {
        Set<TopicPartition> all = new HashSet<>();
        Set<TopicPartition> led = new HashSet<>();
        for (Map.Entry<String, List<PartitionInfo>> topic :
                consumer.listTopics(timeout).entrySet()) {
            if (isMine(topic.getKey())) {
                for (PartitionInfo info : topic.getValue()) {
                    TopicPartition partition = new TopicPartition(info.topic(), info.partition());
                    all.add(partition);
                    if (info.leader() != null && !info.leader().isEmpty()) {
                        led.add(partition);
                    }
                }
            }
        }
        return new Listed(all, led);
    }

    boolean isMine(String topic) {
        return topic.startsWith(prefix);
    }

    static TopicRecord record(ConsumerRecord<byte[], byte[]> consumed) {
        List<Header> headers = new ArrayList<>();
        consumed.headers()
                .forEach(header -> headers.add(new Header(header.key(), Optional.ofNullable(header.value()))));
        return new TopicRecord(
                new Place(consumed.topic(), consumed.partition(), consumed.offset()),
                Instant.ofEpochMilli(consumed.timestamp()),
                Optional.ofNullable(consumed.key()),
                headers,
                Optional.ofNullable(consumed.value()));
    }

    /** The sentence on a failure to read topics. */
    static String sentence(Throwable failure) {
        return switch (failure) {
            case AuthorizationException forbidden ->
                "Kafka refuses to let this user read: it needs Read and Describe on the topics ("
                        + forbidden.getMessage() + ")";
            case TimeoutException silent -> "Kafka does not answer: " + silent.getMessage();
            default -> "Kafka fails: " + KafkaFailure.innermostMessage(failure);
        };
    }
}
