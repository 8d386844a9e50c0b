package io.jobevents.gateway.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.RecordTopics;
import io.jobevents.gateway.RecordTopics.Busy;
import io.jobevents.gateway.RecordTopics.Follower;
import io.jobevents.gateway.RecordTopics.Following;
import io.jobevents.gateway.RecordTopics.Found;
import io.jobevents.gateway.RecordTopics.Reader;
import io.jobevents.gateway.RecordTopics.Span;
import io.jobevents.gateway.RecordTopics.Watcher;
import io.jobevents.gateway.record.TopicRecord;
import io.jobevents.gateway.record.TopicRecord.Place;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Searches, single reads and followings of the topics of a real broker. */
final class KafkaRecordsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ROUNDS = 12;
    /** The most pages of a round; the last one has no limit. */
    private static final int PAGES = 5;

    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Comparator<Written> NEWEST_FIRST = Comparator.comparing(Written::millis)
            .thenComparing(written -> written.place().topic())
            .thenComparing(written -> written.place().partition())
            .thenComparing(written -> written.place().offset())
            .reversed();

    private static String bootstrapServers;
    private static Admin admin;
    private static KafkaProducer<byte[], byte[]> producer;

    /** A record that a test wrote. */
    private record Written(Place place, long millis, String value) {}

    @BeforeAll
    static void connect() {
        bootstrapServers = EmbeddedBroker.shared().bootstrapServers();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(settings);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void disconnect() {
        producer.close();
        admin.close();
    }

    /** Compared with the list of written records, for random spans; the timestamps are unordered and partly equal. */
    @Test
    void search_findsTheNewestMatches_eachOnce() throws Exception {
        Random random = new Random(20261130);
        create("exact.a", 3);
        create("exact.b", 1);
        create("exact.empty", 2);
        create("exactly.not", 1);
        long now = System.currentTimeMillis();
        List<Written> all = write(random, now);
        send("exactly.not", 0, now, "foreign").get();
        admin.deleteRecords(Map.of(new TopicPartition("exact.b", 0), RecordsToDelete.beforeOffset(40)))
                .all()
                .get();
        all.removeIf(written ->
                written.place().topic().equals("exact.b") && written.place().offset() < 40);
        all.sort(NEWEST_FIRST);
        RecordTopics topics = topics("exact");

        for (int round = 0; round < ROUNDS; round++) {
            String wanted = random.nextInt(3) == 0 ? "" : "kind" + random.nextInt(4);
            Optional<Instant> from = instant(random, now);
            Optional<Instant> to = instant(random, now);
            int limit = 1 + random.nextInt(random.nextBoolean() ? 10 : 400);
            List<Written> expected = all.stream()
                    .filter(written -> written.value().startsWith(wanted))
                    .filter(written ->
                            from.isEmpty() || written.millis() >= from.get().toEpochMilli())
                    .filter(written ->
                            to.isEmpty() || written.millis() < to.get().toEpochMilli())
                    .toList();

            String what = "round " + round + ": " + wanted + " from " + from + " to " + to + " limit " + limit;
            List<Written> found = new ArrayList<>();
            try (Reader reader = topics.reader(PATIENCE)) {
                Optional<Instant> back = to;
                boolean complete = false;
                for (int pages = 1; pages <= PAGES && !complete; pages++) {
                    int size = pages < PAGES ? limit : all.size() + 1;
                    Found end = page(reader, new Span(from, back, size), wanted, found);
                    back = Optional.of(end.back());
                    complete = end.complete();
                    assertThat(found)
                            .as(what + ", page " + pages)
                            .isEqualTo(expected.subList(
                                    0, pages < PAGES ? Math.min(pages * limit, expected.size()) : expected.size()));
                }
                assertThat(complete).as(what).isTrue();
            }
            assertThat(found).as(what + ", all pages").isEqualTo(expected);
        }
    }

    /** Writes records: some in order, some late, many of one millisecond, one with a timestamp of 1970. */
    private static List<Written> write(Random random, long now) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        List<String> values = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            long millis =
                    switch (random.nextInt(10)) {
                        case 0 -> now - random.nextInt(3_600_000); // late, like spooled records
                        case 1, 2 -> now - 600_000;
                        default -> now - (600 - i) * 1_000L - random.nextInt(50);
                    };
            String value = "kind" + random.nextInt(4) + " " + i;
            values.add(value);
            times.add(i == 7 ? 1L : millis);
            sent.add(
                    random.nextInt(4) == 0
                            ? send("exact.b", 0, times.getLast(), value)
                            : send("exact.a", random.nextInt(2), times.getLast(), value));
        }
        producer.flush();
        List<Written> all = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata at = sent.get(i).get();
            all.add(new Written(new Place(at.topic(), at.partition(), at.offset()), times.get(i), values.get(i)));
        }
        return all;
    }

    private static Optional<Instant> instant(Random random, long now) {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(
                        Instant.ofEpochMilli(random.nextInt(4) == 0 ? now - 600_000 : now - random.nextInt(1_200_000)));
    }

    private static Found page(Reader reader, Span span, String wanted, List<Written> found) throws Exception {
        return reader.search(
                span,
                record -> Optional.of(written(record))
                        .filter(written -> written.value().startsWith(wanted)),
                collecting(found));
    }

    @Test
    void at_recordWithoutKeyAndValue_isReadWithItsHeaders() throws Exception {
        create("odd.x", 1);
        ProducerRecord<byte[], byte[]> odd = new ProducerRecord<>("odd.x", 0, null, null);
        odd.headers().add("nothing", null).add("same", new byte[] {1}).add("same", new byte[] {(byte) 0xff});
        producer.send(odd).get();
        RecordTopics topics = topics("odd");

        try (Reader reader = topics.reader(PATIENCE)) {
            assertThat(reader.at(new Place("odd.x", 0, 0))).hasValueSatisfying(record -> {
                assertThat(record.key()).isEmpty();
                assertThat(record.value()).isEmpty();
                assertThat(record.headers()).hasSize(3);
                assertThat(record.header("nothing")).isEmpty();
                assertThat(record.header("same")).contains("\uFFFD");
            });
        }
    }

    @Test
    void at_placeWithoutRecord_isEmpty() throws Exception {
        create("place.x", 1);
        create("other.x", 1);
        for (int i = 0; i < 3; i++) {
            send("place.x", 0, 1_000, "v" + i).get();
            send("other.x", 0, 1_000, "v" + i).get();
        }
        admin.deleteRecords(Map.of(new TopicPartition("place.x", 0), RecordsToDelete.beforeOffset(1)))
                .all()
                .get();
        Map<Place, Boolean> places = new HashMap<>(Map.of(
                new Place("place.x", 0, 0), false,
                new Place("place.x", 0, 1), true,
                new Place("place.x", 0, 2), true,
                new Place("place.x", 0, 3), false,
                new Place("place.x", 0, -1), false,
                new Place("place.x", -1, 0), false,
                new Place("place.x", 9, 0), false,
                new Place("place.y", 0, 0), false,
                new Place("other.x", 0, 0), false));

        for (Map.Entry<Place, Boolean> place : places.entrySet()) {
            try (Reader reader = topics("place").reader(PATIENCE)) {
                assertThat(reader.at(place.getKey()).map(TopicRecord::place))
                        .as("%s", place.getKey())
                        .isEqualTo(place.getValue() ? Optional.of(place.getKey()) : Optional.empty());
            }
        }
    }

    @Test
    void thirdReader_waits_thenIsRefused() throws Exception {
        RecordTopics topics = topics("two");
        try (Reader first = topics.reader(PATIENCE)) {
            try (Reader second = topics.reader(PATIENCE)) {
                assertThatThrownBy(() -> topics.reader(MOMENT)).isInstanceOf(Busy.class);
                second.close();
                first.stop();

                topics.reader(PATIENCE).close();
            }
            assertThat(first).isNotNull();
        }
    }

    @Test
    void stop_endsARunningSearch() throws Exception {
        create("stop.x", 1);
        for (int i = 0; i < 2_000; i++) {
            send("stop.x", 0, System.currentTimeMillis(), "v" + i);
        }
        producer.flush();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (Reader reader = topics("stop").reader(PATIENCE)) {
            CompletableFuture<Found> search = CompletableFuture.supplyAsync(() -> {
                try {
                    return reader.search(
                            new Span(Optional.empty(), Optional.empty(), 10),
                            record -> {
                                begun.countDown();
                                awaitLatch(stopped);
                                return Optional.<Written>empty();
                            },
                            collecting(new ArrayList<>()));
                } catch (RecordTopics.Unreachable e) {
                    throw new IllegalStateException(e);
                }
            });
            awaitLatch(begun);

            reader.stop();
            stopped.countDown();

            assertThat(search.get(20, TimeUnit.SECONDS).complete()).isFalse();
        }
    }

    @Test
    void follow_reportsNewRecords_alsoOfNewTopics() throws Exception {
        create("live.x", 2);
        send("live.x", 0, 1_000, "before").get();
        RecordingFollower follower = new RecordingFollower();
        try (Following following = topics("live").follow(follower)) {
            await().atMost(PATIENCE).until(() -> follower.states.contains("following"));

            send("live.x", 1, 1_000, "one").get();
            create("live.new", 1);
            send("live.new", 0, 1_000, "two").get();

            await().atMost(PATIENCE).until(() -> follower.values.containsAll(List.of("one", "two")));
            assertThat(follower.values).containsExactlyInAnyOrder("one", "two");
            assertThat(following).isNotNull();
        }
        await().atMost(PATIENCE).until(() -> followers() == 0);
    }

    @Test
    void follow_kafkaUnavailable_reportsWhy_andCloses() {
        RecordingFollower follower = new RecordingFollower();
        Following following = topics("live", "localhost:1", MOMENT).follow(follower);

        await().atMost(PATIENCE)
                .until(() -> follower.states.stream().anyMatch(state -> state.startsWith("Kafka does not answer")));

        following.close();
        await().atMost(PATIENCE).until(() -> followers() == 0);
    }

    private static long followers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("console-follower"))
                .count();
    }

    /** Records the calls of a following. */
    private static final class RecordingFollower implements Follower {
        private final ConcurrentLinkedQueue<String> values = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> states = new ConcurrentLinkedQueue<>();

        @Override
        public void records(List<TopicRecord> records) {
            records.forEach(record -> values.add(written(record).value()));
        }

        @Override
        public void skipped(long records) {
            states.add("skipped " + records);
        }

        @Override
        public void following(Optional<String> refused) {
            states.add("following");
        }

        @Override
        public void away(String why) {
            states.add(why);
        }
    }

    private static Watcher<Written> collecting(List<Written> found) {
        return new Watcher<>() {
            @Override
            public void found(List<Written> matches) {
                found.addAll(matches);
            }

            @Override
            public void progress(long read, long of, Instant back) {
                assertThat(read).isLessThanOrEqualTo(of);
            }
        };
    }

    private static Written written(TopicRecord record) {
        return new Written(
                record.place(),
                record.time().toEpochMilli(),
                record.value().map(value -> new String(value, UTF_8)).orElse(""));
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RecordTopics topics(String prefix) {
        return topics(prefix, bootstrapServers, PATIENCE);
    }

    private static RecordTopics topics(String prefix, String servers, Duration timeout) {
        GatewayConfig config =
                DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none", "GATEWAY_TOPICS_PREFIX", prefix));
        FakeKafkaClients clients = FakeKafkaClients.unbuilt();
        clients.settings().put("bootstrap.servers", servers);
        return new KafkaRecords(new ConsoleConsumers(config, clients::producers, timeout), Clock.systemUTC());
    }

    private static void create(String topic, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get(20, TimeUnit.SECONDS);
        await().atMost(PATIENCE)
                .until(() -> Stream.of(topic)
                        .allMatch(name -> producer.partitionsFor(name).size() == partitions));
    }

    private static Future<RecordMetadata> send(String topic, int partition, long millis, String value) {
        return producer.send(new ProducerRecord<>(topic, partition, millis, null, value.getBytes(UTF_8)));
    }
}
