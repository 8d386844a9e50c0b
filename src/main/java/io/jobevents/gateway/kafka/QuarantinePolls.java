package io.jobevents.gateway.kafka;

import io.jobevents.gateway.QuarantineTopic.Unreachable;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * The consumer of a {@link QuarantineReading}. Polls in short steps, so that a reading ends soon after its client has
 * disconnected. For one thread.
 */
final class QuarantinePolls implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    /** The longest time without a record before Kafka counts as failed; a broker may pause that long. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final BooleanSupplier stopped;
    private long lastProgress = System.nanoTime();

    /** @param stopped whether the reading is to end, for example because its client has disconnected */
    QuarantinePolls(Consumer<byte[], byte[]> consumer, String topic, BooleanSupplier stopped) {
        this.consumer = consumer;
        this.topic = topic;
        this.stopped = stopped;
    }

    Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    String topic() {
        return topic;
    }

    boolean isStopped() {
        return stopped.getAsBoolean();
    }

    /** Starts the limit for the time without a record anew. */
    void restartLimit() {
        lastProgress = System.nanoTime();
    }

    /**
     * Polls once, and returns records or none.
     *
     * @throws Unreachable if there was no record within the limit
     */
    ConsumerRecords<byte[], byte[]> poll() throws Unreachable {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long now = System.nanoTime();
        if (!records.isEmpty()) {
            lastProgress = now;
        } else if (now - lastProgress > SILENCE_LIMIT.toNanos()) {
            throw new Unreachable(
                    "Kafka sent nothing of the topic " + topic + " for " + SILENCE_LIMIT.toSeconds() + " s");
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
