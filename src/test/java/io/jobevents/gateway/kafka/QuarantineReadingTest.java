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

/** The quarantine topic of a Kafka that answers and sends no record, for a reader that is gone after a few questions. */
final class QuarantineReadingTest {

    private static final String TOPIC = "ci.callbacks.rejected";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final int PATIENCE = 3;

    private final AtomicInteger asked = new AtomicInteger();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final QuarantineReading reading = new QuarantineReading(
            new QuarantinePolls(consumer, TOPIC, () -> asked.incrementAndGet() > PATIENCE),
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
    void readerThatIsGone_endsTheReading() throws Exception {
        reading.forEach(none());

        assertThat(asked).hasValue(PATIENCE + 1);
        assertThat(reading.positions()).isEqualTo(Map.of(0, 0L));
    }

    @Test
    void readerThatIsGone_endsWhatFollowsAPlace() throws Exception {
        reading.forEachAfter(new Place(0, 1), none());

        assertThat(asked).hasValue(PATIENCE + 1);
    }

    @Test
    void readerThatIsGone_findsNoPlace() throws Exception {
        assertThat(reading.at(new Place(0, 2))).isEmpty();

        assertThat(asked).hasValue(PATIENCE + 1);
    }

    private static <T> Predicate<T> none() {
        return record -> {
            throw new AssertionError("There is no record");
        };
    }
}
