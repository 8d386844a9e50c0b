package io.jobevents.gateway.tools.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jobevents.gateway.testkit.ConsoleLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The main class of {@code bin/watch}: prints the existing and the new records of the gateway's topics until it is
 * killed.
 *
 * <p>Uses no consumer group, so it commits no offsets. Finds new topics within a second.
 */
@Command(
        name = "watch",
        description = "Prints the records of the gateway's topics as they arrive, from the first, until Ctrl-C.")
final class Watch implements Callable<Integer> {
    private static final Duration REFRESH = Duration.ofSeconds(1);
    private static final int TEXT_LIMIT = 2048;

    /** Keeps the digits of numbers. A value with repeated names is not decoded, but printed as text. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT,…",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}",
            description = "brokers; KAFKA_BOOTSTRAP_SERVERS, else ${DEFAULT-VALUE}")
    private String kafka;

    @Option(
            names = "--prefix",
            defaultValue = "${env:GATEWAY_TOPICS_PREFIX:-ci}",
            description = "of the topics; GATEWAY_TOPICS_PREFIX, else ${DEFAULT-VALUE}")
    private String prefix;

    @Option(
            names = "--kafka-property",
            paramLabel = "K=V",
            description = "of the consumer, for example security.protocol=SASL_SSL; repeatable")
    private Map<String, String> kafkaProperties = Map.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this")
    private boolean help;

    private Watch() {}

    public static void main(String[] arguments) {
        ConsoleLog.use(Level.OFF);
        System.exit(new CommandLine(new Watch()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, UTF_8);
        out.printf("Watching the topics %s.* at %s; Ctrl-C ends it.%n%n", prefix, kafka);
        out.flush();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            while (!out.checkError()) {
                assignTopics(consumer, prefix + ".");
                if (consumer.assignment().isEmpty()) {
                    Thread.sleep(REFRESH); // a consumer without assignment throws on poll
                } else {
                    printUntil(Instant.now().plus(REFRESH), consumer, out);
                }
            }
        }
        return 0;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafkaProperties);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    private static void assignTopics(KafkaConsumer<byte[], byte[]> consumer, String prefix) {
        try {
            List<TopicPartition> partitions = consumer.listTopics(Duration.ofSeconds(5)).entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith(prefix))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions); // keeps the positions of partitions that were assigned before
        } catch (TimeoutException away) {
            System.err.println("Kafka does not answer");
        }
    }

    private static void printUntil(Instant end, KafkaConsumer<byte[], byte[]> consumer, PrintStream out) {
        while (Instant.now().isBefore(end)) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.between(Instant.now(), end));
            records.forEach(consumed -> out.println(render(consumed)));
            out.flush();
        }
    }

    /** Formats a record: its place, key, headers and value. */
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

    /** Replaces control characters, by which untrusted text could control the terminal. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\uFFFD");
    }
}
