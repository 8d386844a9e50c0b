package io.jobevents.gateway.kafka;

import io.jobevents.gateway.QuarantineTopic.Unreachable;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The consumer of a reading of the quarantine topic, asked in short steps, so that a reader that is gone is noticed. For one thread. */
final class QuarantinePolls implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    /** Without a record for that long Kafka counts as failed; it may be frozen for a while. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final BooleanSupplier stopped;
    private long lastProgress = System.nanoTime();

    /** @param stopped whether nobody waits for the records any more */
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

    /** Counts the silence from now. */
    void begin() {
        lastProgress = System.nanoTime();
    }

    /** The next records, or none for now. */
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
