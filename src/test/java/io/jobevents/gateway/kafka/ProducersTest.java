package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.LogCapture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The building of the producer, and its replacement. */
class ProducersTest {

    private final FakeKafkaClients clients = FakeKafkaClients.unbuilt();
    private final Producers producers = clients.producers();
    private final MockProducer<byte[], byte[]> first =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    @AfterEach
    void close() {
        producers.close();
    }

    @Test
    void build_twice_isBegunOnce() {
        producers.build();
        producers.build();

        assertThat(clients.builds()).isEqualTo(1);
        assertThat(producers.current()).isEmpty();
    }

    @Test
    void build_afterAFailure_isBegunAgain() {
        producers.build();
        clients.fails();
        assertThat(producers.current()).isEmpty();

        producers.build();

        assertThat(clients.builds()).isEqualTo(2);
    }

    @Test
    void builtProducer_isCurrent_andNotBuiltAgain() {
        producers.build();
        clients.built(first);

        producers.build();

        assertThat(producers.current()).containsSame(first);
        assertThat(clients.builds()).isEqualTo(1);
    }

    @Test
    void replace_currentProducer_closesItAndBuildsASuccessor() {
        clients.built(first);

        producers.replace(first);

        await().until(first::closed);
        Producer<byte[], byte[]> successor = producers.current().orElseThrow();
        assertThat(successor).isNotSameAs(first);
        producers.replace(first);
        assertThat(producers.current()).containsSame(successor);
    }

    @Test
    void successor_hasTheConfigurationOfTheFirst() {
        clients.settings().put("client.id", "job-event-gateway");

        Producer<byte[], byte[]> successor = successor();

        assertThat(successor.metrics().keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name.tags()).containsEntry("client-id", "job-event-gateway"));
    }

    @Test
    void close_closesTheSuccessor() {
        clients.settings().put("max.block.ms", "0");
        Producer<byte[], byte[]> successor = successor();

        producers.close();

        assertThatThrownBy(() -> successor.send(new ProducerRecord<>("topic", new byte[0])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void replace_notTheCurrentProducer_changesNothing() {
        clients.built(first);
        MockProducer<byte[], byte[]> other =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

        producers.replace(other);

        assertThat(producers.current()).containsSame(first);
        assertThat(other.closed()).isFalse();
    }

    @Test
    void replace_noSuccessorCanBeBuilt_keepsTheOldOneAndIsTriedAgain() {
        clients.built(first);
        clients.settings().put("bootstrap.servers", "kafka.invalid:9092");
        try (LogCapture log = LogCapture.of(Producers.class.getName())) {
            producers.replace(first);
            await().until(() -> log.lines().size() == 2);

            assertThat(log.lines().getLast()).startsWith("WARN The new Kafka producer cannot be built: ");
            assertThat(producers.current()).containsSame(first);
            assertThat(first.closed()).isFalse();
        }
        clients.settings().put("bootstrap.servers", "localhost:1");

        await().until(() -> {
            producers.replace(first);
            return first.closed();
        });
    }

    @Test
    void replace_afterTheEnd_changesNothing() {
        clients.built(first);
        producers.close();

        producers.replace(first);

        assertThat(producers.current()).containsSame(first);
        assertThat(first.closed()).isFalse();
    }

    private Producer<byte[], byte[]> successor() {
        clients.built(first);
        producers.replace(first);
        await().until(first::closed);
        return producers.current().orElseThrow();
    }
}
