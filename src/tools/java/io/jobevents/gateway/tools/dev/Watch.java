package io.jobevents.gateway.tools.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jobevents.gateway.testkit.broker.BrokerProcess;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The main class of {@code bin/watch}: prints the records of the gateway's topics as they arrive, from the first, until killed.
 *
 * <p>Reads {@code kafka.bootstrap.servers} and {@code gateway.topics.prefix} as system properties. Belongs to no consumer group,
 * so it leaves nothing behind, and finds new topics within a second.
 */
final class Watch {
    private static final Duration REFRESH = Duration.ofSeconds(1);
    private static final int TEXT_LIMIT = 2048;

    /** Keeps numbers as they were written, and shows repeated names as text rather than losing one. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Watch() {}

    public static void main(String[] arguments) throws InterruptedException {
        BrokerProcess.logToConsole(Level.OFF);
        String bootstrap = System.getProperty("kafka.bootstrap.servers", "localhost:9092");
        String prefix = System.getProperty("gateway.topics.prefix", "ci") + ".";
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        out.printf("Watching the topics %s* at %s; Ctrl-C ends it.%n%n", prefix, bootstrap);
        out.flush();
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            while (!out.checkError()) {
                assignTopics(consumer, prefix);
                if (consumer.assignment().isEmpty()) {
                    Thread.sleep(REFRESH); // since a consumer of nothing refuses to wait
                } else {
                    printUntil(Instant.now().plus(REFRESH), consumer, out);
                }
            }
        }
    }

    private static void assignTopics(KafkaConsumer<byte[], byte[]> consumer, String prefix) {
        try {
            List<TopicPartition> partitions = consumer.listTopics(Duration.ofSeconds(5)).entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith(prefix))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions); // which keeps the position in those that were there before
        } catch (TimeoutException away) {
            System.err.println("Kafka does not answer; is `make dev` running?");
        }
    }

    private static void printUntil(Instant end, KafkaConsumer<byte[], byte[]> consumer, PrintStream out) {
        while (Instant.now().isBefore(end)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.between(Instant.now(), end));
            records.forEach(consumed -> out.println(render(consumed)));
            out.flush();
        }
    }

    /** One record as text: where it stands, its key and headers, its value. */
    static String render(ConsumerRecord<byte[], byte[]> consumed) {
        StringBuilder text = new StringBuilder()
                .append(consumed.topic())
                .append("  partition ")
                .append(consumed.partition())
                .append("  offset ")
                .append(consumed.offset())
                .append("  ")
                .append(Instant.ofEpochMilli(consumed.timestamp()))
                .append("\nkey: ")
                .append(text(consumed.key()))
                .append('\n');
        for (Header header : consumed.headers()) {
            text.append(header.key()).append(": ").append(text(header.value())).append('\n');
        }
        return harmless(text.append(value(consumed.value())).append('\n').toString());
    }

    private static String value(byte[] value) {
        if (value == null) {
            return "(deleted)";
        }
        try {
            JsonNode json = JSON.readTree(value);
            return json.isMissingNode()
                    ? ""
                    : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException other) {
            String start = text(Arrays.copyOf(value, Math.min(value.length, TEXT_LIMIT)));
            return value.length > TEXT_LIMIT ? start + "… (" + value.length + " bytes)" : start;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "(none)" : new String(bytes, UTF_8);
    }

    /** Without the control characters by which what a sender wrote could steer a terminal. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\uFFFD");
    }
}
