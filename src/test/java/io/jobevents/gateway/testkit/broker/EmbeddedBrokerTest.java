package io.jobevents.gateway.testkit.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tests of {@link EmbeddedBroker}: acknowledged records are kept over a restart, and a frozen broker does not answer. */
@Execution(ExecutionMode.CONCURRENT) // beside other classes, since it mostly waits
@ResourceLock("EmbeddedBrokerTest") // so that its own tests run in turn
final class EmbeddedBrokerTest {
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    void producedRecord_isConsumedUnchanged() throws Exception {
        create("produced");
        produce("produced", "value");

        assertThat(consume("produced")).extracting(ConsumerRecord::value).containsExactly("value");
    }

    @Test
    void unknownTopic_isNotCreated() throws Exception {
        assertThatThrownBy(() -> produce("unknown", "value")).hasMessageContaining("unknown not present in metadata");

        assertThat(topics(Duration.ofSeconds(10))).doesNotContain("unknown");
    }

    @Test
    void pause_stopsAnswers_untilResume() throws Exception {
        broker.pause();
        assertThatThrownBy(() -> topics(Duration.ofMillis(300))).isInstanceOf(TimeoutException.class);

        broker.resume();
        assertThat(topics(Duration.ofSeconds(10))).isNotNull();
    }

    @Test
    void restart_keepsRecordsAndAddress() throws Exception {
        String address = broker.bootstrapServers();
        create("kept");
        produce("kept", "value");

        broker.kill();
        broker.restart();

        assertThat(broker.bootstrapServers()).isEqualTo(address);
        assertThat(consume("kept")).extracting(ConsumerRecord::value).containsExactly("value");
    }

    private static void create(String topic) throws Exception {
        try (Admin admin = Admin.create(clientConfig())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(10, TimeUnit.SECONDS);
        }
    }

    private static Set<String> topics(Duration limit) throws Exception {
        Admin admin = Admin.create(clientConfig());
        try {
            return admin.listTopics().names().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            admin.close(Duration.ZERO); // the default waits for the answers of a frozen broker
        }
    }

    private static void produce(String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(clientConfig(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get(10, TimeUnit.SECONDS);
        }
    }

    private static List<ConsumerRecord<String, String>> consume(String topic) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(clientConfig(), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            return consumer.poll(Duration.ofSeconds(10)).records(new TopicPartition(topic, 0));
        }
    }

    private static Map<String, Object> clientConfig() {
        return Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 1_000);
    }
}
