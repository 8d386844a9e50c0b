package io.jobevents.gateway.tools.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of all topics of a prefix continuously, in a thread of its own and without a consumer group, so
 * that nothing remains in the deployment.
 *
 * <p>Records from before the start are skipped, if Kafka answers at the start. Topics that are created later are read
 * from their beginning. While Kafka is unavailable it waits.
 */
public final class TopicFollower implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(5);
    private static final Duration REFRESH = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String prefix;
    private final Consumer<ConsumerRecord<byte[], byte[]>> arrivals;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch positioned = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean closed;

    private TopicFollower(SoakOptions.Kafka kafka, Consumer<ConsumerRecord<byte[], byte[]>> arrivals) {
        this.prefix = kafka.prefix() + ".";
        this.arrivals = arrivals;
        this.consumer = new KafkaConsumer<>(config(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = Thread.ofPlatform().name("topics").daemon().unstarted(this::read);
    }

    /** Returns once the start offsets are known. From then on its thread passes each record to {@code arrivals}. */
    public static TopicFollower start(SoakOptions.Kafka kafka, Consumer<ConsumerRecord<byte[], byte[]>> arrivals) {
        TopicFollower follower = new TopicFollower(kafka, arrivals);
        follower.thread.start();
        try {
            follower.positioned.await(2 * START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return follower;
    }

    private static Map<String, Object> config(SoakOptions.Kafka kafka) {
        Map<String, Object> config = new HashMap<>(kafka.properties());
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) START_LIMIT.toMillis());
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) START_LIMIT.toMillis());
        config.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        // Large fetches cost less, also for the brokers, and latency does not matter here.
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1 << 18);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return config;
    }

    private void read() {
        try (consumer) {
            skipWhatIsThere();
            positioned.countDown();
            while (!closed) {
                readOn();
            }
        } catch (InterruptException end) {
            // Closed.
        }
    }

    private void skipWhatIsThere() {
        try {
            consumer.assign(partitions());
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException away) {
            consumer.assign(List.of());
        }
    }

    /** Lists the topics, then reads until they are due to be listed again. */
    private void readOn() {
        try {
            consumer.assign(partitions()); // keeps the positions in known partitions
            Instant end = Instant.now().plus(REFRESH);
            while (!closed && Instant.now().isBefore(end)) {
                if (consumer.assignment().isEmpty()) {
                    Thread.sleep(PAUSE);
                } else {
                    consumer.poll(PAUSE).forEach(arrivals);
                }
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException away) {
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private List<TopicPartition> partitions() {
        return consumer.listTopics().entrySet().stream()
                .filter(topic -> topic.getKey().startsWith(prefix))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(START_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
