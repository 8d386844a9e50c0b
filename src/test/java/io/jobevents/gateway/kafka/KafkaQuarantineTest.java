package io.jobevents.gateway.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.HandSetClock;
import io.jobevents.gateway.QuarantineTopic.Opened;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.QuarantineTopic.Use;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Quarantine.Resolver;
import io.jobevents.gateway.record.Quarantined;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.record.Quarantined.Tombstone;
import io.jobevents.gateway.record.Receipt;
import io.jobevents.gateway.testkit.broker.BrokerTuning;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.FreePort;
import io.jobevents.gateway.testkit.broker.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Readings of the quarantine topic of a real broker with an authorizer. */
@Execution(ExecutionMode.CONCURRENT) // each has a topic of its own
final class KafkaQuarantineTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-20T08:00:00Z");
    private static final Receipt RECEIPT = Receipt.delivered("default", RECEIVED, Optional.empty());
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final long LIMIT = 20;

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    static void start() {
        // Without an ACL on a topic every user has all rights on it.
        BrokerTuning asksForRights = new BrokerTuning(
                Map.of(
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found", "true"),
                BrokerTuning.FOR_TESTS.jvmOptions());
        broker = EmbeddedBroker.start(FreePort.choose(), folder, asksForRights);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(settings);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
        broker.close();
    }

    @Test
    void forEach_readsRecordsAsWritten() throws Exception {
        create("whole", 3);
        Rejection rejection = new Rejection(Reason.BUCKET_NOT_ACCEPTED, "no");
        EventRecord record = Quarantine.record("<a/>".getBytes(UTF_8), rejection, Optional.of("text/xml"), RECEIPT);
        write("whole", 2, record);
        resolve("whole", 2, record.key());
        try (Opened topic = quarantine("whole").open(Use.READ)) {
            // Written after the reading was opened.
            write("whole", 0, record);

            List<Quarantined> seen = all(topic);

            assertThat(topic.offsets()).isEqualTo(2);
            assertThat(seen).hasSize(2);
            assertThat(seen.getFirst()).isInstanceOfSatisfying(Body.class, body -> {
                assertThat(body.place()).isEqualTo(new Place(2, 0));
                assertThat(body.key()).isEqualTo(record.key());
                assertThat(body.reason()).contains(Reason.BUCKET_NOT_ACCEPTED);
                assertThat(body.receivedAt()).isEqualTo(RECEIVED);
                assertThat(body.contentType()).contains("text/xml");
                assertThat(body.source()).isEqualTo("default");
                assertThat(body.body()).isEqualTo(record.value());
            });
            assertThat(seen.getLast()).isEqualTo(new Tombstone(new Place(2, 1), record.key()));
        }
    }

    @Test
    void forEach_foreignRecord_isRead() throws Exception {
        create("foreign", 1);
        producer.send(new ProducerRecord<>(topic("foreign"), 0, 1_700_000_000_000L, null, new byte[] {1}))
                .get(LIMIT, TimeUnit.SECONDS);

        try (Opened topic = quarantine("foreign").open(Use.READ)) {
            assertThat(all(topic)).singleElement().isInstanceOfSatisfying(Body.class, body -> {
                assertThat(body.key()).isEmpty();
                assertThat(body.reason()).isEmpty();
                assertThat(body.receivedAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
                assertThat(body.source()).isEqualTo("default");
            });
        }
    }

    @Test
    void at_ascendingPlaces_deletedOnesAreEmpty() throws Exception {
        create("places", 2);
        // One at a time: a batch among many to a topic just created has waited two minutes for its ack.
        for (int i = 0; i < 1_200; i++) {
            byte[] key = ("k" + i).getBytes(UTF_8);
            producer.send(new ProducerRecord<>(topic("places"), i < 1_100 ? 0 : 1, key, new byte[100]))
                    .get(LIMIT, TimeUnit.SECONDS);
        }
        admin.deleteRecords(Map.of(new TopicPartition(topic("places"), 0), RecordsToDelete.beforeOffset(10)))
                .all()
                .get(LIMIT, TimeUnit.SECONDS);

        try (Opened topic = quarantine("places").open(Use.READ)) {
            assertThat(topic.offsets()).isEqualTo(1_190);
            assertThat(topic.at(new Place(0, 3))).isEmpty();
            assertThat(topic.at(new Place(0, 9))).isEmpty();
            assertThat(topic.at(new Place(0, 10)).orElseThrow().key()).isEqualTo("k10");
            assertThat(topic.at(new Place(0, 11)).orElseThrow().key()).isEqualTo("k11");
            assertThat(topic.at(new Place(0, 11)).orElseThrow().key()).isEqualTo("k11");
            assertThat(topic.at(new Place(0, 1_099)).orElseThrow().key()).isEqualTo("k1099");
            assertThat(topic.at(new Place(1, 0)).orElseThrow().key()).isEqualTo("k1100");
            assertThat(topic.at(new Place(1, 70)).orElseThrow().key()).isEqualTo("k1170");
            assertThat(topic.at(new Place(0, 20)).orElseThrow().key()).isEqualTo("k20");
        }
    }

    @Test
    void at_afterForEach_returnsRecords() throws Exception {
        create("single", 1);
        for (int i = 0; i < 20; i++) {
            write("single", 0, record("<a n='%d'/>".formatted(i)));
        }

        try (Opened topic = quarantine("single").open(Use.READ)) {
            List<Quarantined> read = all(topic);

            for (Quarantined record : read) {
                assertThat(topic.at(record.place()).orElseThrow().key()).isEqualTo(record.key());
            }
            assertThat(read).hasSize(20);
        }
    }

    @Test
    void compressedBatch_isDecompressedFewBodiesAtATime() throws Exception {
        create("packed", 1);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "compression.type", "lz4", "linger.ms", 1_000);
        try (KafkaProducer<byte[], byte[]> packing =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 300; i++) {
                packing.send(new ProducerRecord<>(topic("packed"), 0, ("k" + i).getBytes(UTF_8), new byte[100_000]));
            }
        }

        try (Opened topic = quarantine("packed").open(Use.READ)) {
            assertThat(topic.at(new Place(0, 0))).isPresent();

            assertThat(((QuarantineReading) topic).fetched()).isLessThanOrEqualTo(4);
            assertThat(topic.at(new Place(0, 299)).orElseThrow().key()).isEqualTo("k299");
        }
    }

    @Test
    void forEach_visitorReturnsFalse_ends() throws Exception {
        create("enough", 1);
        for (int i = 0; i < 5; i++) {
            producer.send(new ProducerRecord<>(topic("enough"), 0, new byte[] {1}, new byte[1]));
        }
        producer.flush();
        List<Quarantined> seen = new ArrayList<>();

        try (Opened topic = quarantine("enough").open(Use.READ)) {
            topic.forEach(record -> {
                seen.add(record);
                return seen.size() < 2;
            });
        }

        assertThat(seen).hasSize(2);
    }

    @Test
    void laterReading_continuesAtPositions_alsoWithNewPartitions() throws Exception {
        create("later", 1);
        for (int i = 0; i < 9; i++) {
            write("later", 0, record("<a n='%d'/>".formatted(i)));
        }
        Map<Integer, Long> positions;
        try (Opened topic = quarantine("later").open(Use.READ)) {
            int[] seen = {0};
            topic.forEach(record -> ++seen[0] < 3);
            positions = topic.positions();
            assertThat(positions).isEqualTo(Map.of(0, 3L));
        }
        admin.createPartitions(Map.of(topic("later"), NewPartitions.increaseTo(2)))
                .all()
                .get(LIMIT, TimeUnit.SECONDS);
        write("later", 1, record("<b/>"));
        admin.deleteRecords(Map.of(new TopicPartition(topic("later"), 0), RecordsToDelete.beforeOffset(5)))
                .all()
                .get(LIMIT, TimeUnit.SECONDS);

        try (Opened topic = quarantine("later").open(Use.READ, positions, () -> false)) {
            assertThat(topic.isContinued()).isTrue();
            assertThat(topic.offsets()).isEqualTo(5);
            assertThat(topic.beginnings()).isEqualTo(Map.of(0, 5L, 1, 0L));
            assertThat(all(topic))
                    .extracting(Quarantined::place)
                    .containsExactlyInAnyOrder(
                            new Place(0, 5), new Place(0, 6), new Place(0, 7), new Place(0, 8), new Place(1, 0));
            assertThat(topic.positions()).isEqualTo(Map.of(0, 9L, 1, 1L));
            assertThat(all(topic)).isEmpty();
        }
        try (Opened another = quarantine("later").open(Use.READ, Map.of(0, 100L), () -> false)) {
            assertThat(another.isContinued()).isFalse();
            assertThat(another.offsets()).isEqualTo(5);
        }
    }

    @Test
    void forEachAfter_readsOnlyThePartition_andUnknownPlacesAreEmpty() throws Exception {
        create("after", 2);
        for (int i = 0; i < 4; i++) {
            write("after", 0, record("<a n='%d'/>".formatted(i)));
        }
        write("after", 1, record("<b/>"));
        List<Quarantined> seen = new ArrayList<>();

        try (Opened topic = quarantine("after").open(Use.READ)) {
            assertThat(topic.at(new Place(0, 1))).isPresent();
            topic.forEachAfter(new Place(0, 1), seen::add);
            topic.forEachAfter(new Place(9, 1), seen::add);

            assertThat(seen).extracting(Quarantined::place).containsExactly(new Place(0, 2), new Place(0, 3));
            assertThat(topic.at(new Place(0, 0))).isPresent();
            assertThat(topic.at(new Place(0, 4))).isEmpty();
            assertThat(topic.at(new Place(9, 0))).isEmpty();
        }
    }

    @Test
    void tombstone_isWrittenToThePartitionOfTheBody_alsoAfterPartitionsWereAdded() throws Exception {
        create("grown", 1);
        List<Body> bodies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            write("grown", 0, record("<a n='%d'/>".formatted(i)));
        }
        admin.createPartitions(Map.of(topic("grown"), NewPartitions.increaseTo(7)))
                .all()
                .get(LIMIT, TimeUnit.SECONDS);

        try (Opened topic = quarantine("grown").open(Use.RESOLVE)) {
            topic.forEach(record -> bodies.add((Body) record));

            assertThat(topic.resolve(bodies.stream().map(Body::copy).toList(), Resolver.REPLAY))
                    .containsExactlyInAnyOrderElementsOf(
                            bodies.stream().map(Body::place).toList());
        }

        try (TopicReader reader = new TopicReader(broker.bootstrapServers())) {
            List<ConsumerRecord<String, byte[]>> tombstones = reader.all(topic("grown")).stream()
                    .filter(record -> record.value() == null)
                    .toList();
            assertThat(tombstones).hasSize(20).allSatisfy(tombstone -> {
                assertThat(tombstone.partition()).isZero();
                assertThat(tombstone.timestamp()).isEqualTo(NOW.toEpochMilli());
                assertThat(TopicReader.header(tombstone, "resolved-at")).isEqualTo("2026-11-29T10:00:00Z");
                assertThat(TopicReader.header(tombstone, "resolved-by")).isEqualTo("replay");
            });
            assertThat(tombstones)
                    .extracting(ConsumerRecord::key)
                    .containsExactlyElementsOf(bodies.stream().map(Body::key).toList());
        }
    }

    @Test
    void missingTopic_isReported() {
        assertThatThrownBy(() -> quarantine("nowhere").open(Use.READ))
                .isInstanceOf(Unreachable.class)
                .hasMessage("The topic nowhere.callbacks.rejected is missing");
    }

    @Test
    void missingRight_isReportedOnOpen() throws Exception {
        create("writer", 1);
        allow("writer", AclOperation.WRITE);
        create("reader", 1);
        allow("reader", AclOperation.READ);

        assertThatThrownBy(() -> quarantine("writer").open(Use.READ))
                .hasMessage("This Kafka user lacks a right on the topic writer.callbacks.rejected: Read");
        assertThatThrownBy(() -> quarantine("reader").open(Use.RESOLVE))
                .hasMessage("This Kafka user lacks a right on the topic reader.callbacks.rejected: Write");
        try (Opened topic = quarantine("reader").open(Use.READ)) {
            assertThat(topic.offsets()).isZero();
        }
    }

    @Test
    void noRightAtAll_isReported() throws Exception {
        create("closed", 1);
        admin.createAcls(List.of(acl("closed", "User:somebody", AclOperation.READ)))
                .all()
                .get(LIMIT, TimeUnit.SECONDS);

        assertThatThrownBy(() -> quarantine("closed").open(Use.READ))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("Kafka refuses the topic closed.callbacks.rejected")
                .hasMessageContaining("needs Read on it");
    }

    @Test
    void kafkaUnavailable_isReported() {
        KafkaQuarantine away = quarantine("away", "localhost:" + FreePort.choose(), Duration.ofSeconds(1));

        assertThatThrownBy(() -> away.open(Use.READ))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("Kafka does not answer");
    }

    private static List<Quarantined> all(Opened topic) throws Unreachable {
        List<Quarantined> all = new ArrayList<>();
        topic.forEach(all::add);
        return all;
    }

    private static KafkaQuarantine quarantine(String prefix) {
        return quarantine(prefix, broker.bootstrapServers(), Duration.ofSeconds(15));
    }

    private static KafkaQuarantine quarantine(String prefix, String bootstrapServers, Duration timeout) {
        GatewayConfig config =
                DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none", "GATEWAY_TOPICS_PREFIX", prefix));
        FakeKafkaClients clients = FakeKafkaClients.unbuilt();
        clients.settings().put("bootstrap.servers", bootstrapServers);
        Producers producers = clients.producers();
        return new KafkaQuarantine(
                config, new TopicAdmin(config, producers), producers, new HandSetClock(NOW), timeout);
    }

    private static String topic(String prefix) {
        return prefix + ".callbacks.rejected";
    }

    private static void create(String prefix, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic(prefix), partitions, (short) 1)))
                .all()
                .get(LIMIT, TimeUnit.SECONDS);
    }

    private static void allow(String prefix, AclOperation operation) throws Exception {
        admin.createAcls(List.of(acl(prefix, "User:ANONYMOUS", operation)))
                .all()
                .get(LIMIT, TimeUnit.SECONDS);
    }

    private static AclBinding acl(String prefix, String user, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic(prefix), PatternType.LITERAL),
                new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW));
    }

    private static EventRecord record(String body) {
        return Quarantine.record(
                body.getBytes(UTF_8), new Rejection(Reason.MALFORMED_XML, "no"), Optional.empty(), RECEIPT);
    }

    private static void write(String prefix, int partition, EventRecord record) throws Exception {
        ProducerRecord<byte[], byte[]> written = new ProducerRecord<>(
                topic(prefix),
                partition,
                record.receivedAt().toEpochMilli(),
                record.key().getBytes(UTF_8),
                record.value());
        record.headers()
                .forEach(header ->
                        written.headers().add(header.name(), header.value().getBytes(UTF_8)));
        producer.send(written).get(LIMIT, TimeUnit.SECONDS);
    }

    private static void resolve(String prefix, int partition, String key) throws Exception {
        producer.send(new ProducerRecord<>(topic(prefix), partition, key.getBytes(UTF_8), null))
                .get(LIMIT, TimeUnit.SECONDS);
    }
}
