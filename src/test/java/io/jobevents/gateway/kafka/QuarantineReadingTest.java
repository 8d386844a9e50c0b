package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.record.Quarantined.Place;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readings of a quarantine topic without records, whose client disconnects after a few polls. */
final class QuarantineReadingTest {

    private static final String TOPIC = "ci.callbacks.rejected";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final int CHECKS = 3;

    private final AtomicInteger checked = new AtomicInteger();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final QuarantineReading reading = new QuarantineReading(
            new QuarantinePolls(consumer, TOPIC, () -> checked.incrementAndGet() > CHECKS),
            Optional.empty(),
            Map.of(PARTITION, 0L),
            Map.of(PARTITION, 5L),
            Map.of());

    @AfterEach
    void close() {
        reading.close();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void forEach_clientDisconnects_ends() throws Exception {
        reading.forEach(none());

        assertThat(checked).hasValue(CHECKS + 1);
        assertThat(reading.positions()).isEqualTo(Map.of(0, 0L));
    }

    @Test
    void forEachAfter_clientDisconnects_ends() throws Exception {
        reading.forEachAfter(new Place(0, 1), none());

        assertThat(checked).hasValue(CHECKS + 1);
    }

    @Test
    void at_clientDisconnects_isEmpty() throws Exception {
        assertThat(reading.at(new Place(0, 2))).isEmpty();

        assertThat(checked).hasValue(CHECKS + 1);
    }

    private static <T> Predicate<T> none() {
        return record -> {
            throw new AssertionError("There is no record");
        };
    }
}
