package io.jobevents.gateway.testkit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A consumer that reads a topic from its first record to the end at the time of the call. Has no consumer group; keys are text, values
 * are bytes. Not thread-safe.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaConsumer<String, byte[]> consumer;

    public TopicReader(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        20, // the default waits half a second at the end of a topic
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The keys of all records of a topic; none if there is no such topic. */
    public static List<String> keys(String bootstrapServers, String topic) {
        try (TopicReader reader = new TopicReader(bootstrapServers)) {
            return reader.all(topic).stream().map(ConsumerRecord::key).toList();
        }
    }

    /** All records of a topic; none if there is no such topic. */
    public List<ConsumerRecord<String, byte[]>> all(String topic) {
        return read(partitions(consumer.listTopics(PATIENCE).containsKey(topic) ? List.of(topic) : List.of()));
    }

    /** The records of a topic that have this key. */
    public List<ConsumerRecord<String, byte[]>> withKey(String topic, String key) {
        return all(topic).stream()
                .filter(consumed -> key.equals(consumed.key()))
                .toList();
    }

    /** All records of all topics with this prefix. */
    public List<ConsumerRecord<String, byte[]>> allBelow(String prefix) {
        return read(partitions(below(prefix)));
    }

    /** The topics with this prefix. */
    public Set<String> below(String prefix) {
        return consumer.listTopics(PATIENCE).keySet().stream()
                .filter(topic -> topic.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    /** The text of a record's header; empty if it has none of that name. */
    public static String header(ConsumerRecord<?, ?> consumed, String name) {
        Header header = consumed.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private List<TopicPartition> partitions(Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, PATIENCE).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> read(List<TopicPartition> partitions) {
        List<ConsumerRecord<String, byte[]>> read = new ArrayList<>();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
            consumer.poll(PATIENCE).forEach(read::add);
        }
        return read;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
