package io.jobevents.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.Spool;
import io.jobevents.gateway.record.EventRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of {@link Drain} with a real spool and a fake publisher. */
class DrainTest {

    @TempDir
    Path folder;

    private final FakeKafka kafka = new FakeKafka();
    private DiskSpool spool;
    private Drain drain;

    @BeforeEach
    void open() {
        spool = new DiskSpool(folder, 64 << 20, Clock.systemUTC());
        spool.open();
        drain = new Drain(spool, kafka);
    }

    @AfterEach
    void close() {
        drain.close();
        spool.close();
    }

    @Test
    void start_publishesOldestFirst_andDeletes() {
        keep(1200);

        drain.start();

        await().until(() -> spool.level().records() == 0);
        assertThat(kafka.published).hasSize(1200).startsWith("j0", "j1", "j2").endsWith("j1199");
    }

    @Test
    void kafkaAway_onlyTheOldestRecordIsTried() {
        kafka.away = true;
        kafka.refuse("j0", Cause.UNACKNOWLEDGED);
        keep(50);

        drain.start();

        await().until(() -> kafka.asked.size() >= 3);
        assertThat(kafka.asked).containsOnly(List.of("j0"));
        assertThat(spool.level().records()).isEqualTo(50);
    }

    @Test
    void kafkaBack_allRecordsArePublished() {
        kafka.away = true;
        kafka.refuse("j0", Cause.UNACKNOWLEDGED);
        keep(50);
        drain.start();
        await().until(() -> !kafka.asked.isEmpty());

        kafka.away = false;
        kafka.refusals.clear();

        await().until(() -> spool.level().records() == 0);
        assertThat(kafka.published).hasSize(50);
    }

    @Test
    void permanentlyRefused_isSetAside_andTheOthersArePublished() {
        kafka.refuse("j1", Cause.RECORD_TOO_LARGE);
        kafka.refuse("j3", Cause.NOT_AUTHORIZED);
        keep(5);

        drain.start();

        await().until(() -> spool.level().records() == 0);
        assertThat(kafka.published).containsExactly("j0", "j2", "j4");
        assertThat(spool.level().aside()).isEqualTo(2);
    }

    @Test
    void topicMissing_recordStays_andTheOthersArePublished() {
        kafka.refuse("j0", Cause.TOPIC_MISSING);
        keep(3);
        drain.start();
        await().until(() -> spool.level().records() == 1);
        assertThat(kafka.published).containsExactly("j1", "j2");

        kafka.refusals.clear();

        await().until(() -> spool.level().records() == 0);
        assertThat(kafka.published).containsExactly("j1", "j2", "j0");
    }

    @Test
    void finish_kafkaAcknowledges_returnsTrue() throws InterruptedException {
        keep(20);
        drain.start();

        assertThat(drain.finish(Duration.ofSeconds(30))).isTrue();
        assertThat(spool.level().records()).isZero();
    }

    @Test
    void finish_kafkaAway_returnsFalseAtOnce() throws InterruptedException {
        kafka.away = true;
        kafka.refuse("j0", Cause.UNACKNOWLEDGED);
        keep(20);
        drain.start();

        assertThat(drain.finish(Duration.ofHours(1))).isFalse();
        assertThat(spool.level().records()).isEqualTo(20);
    }

    private void keep(int records) {
        for (int i = 0; i < records; i++) {
            Spool.Entry entry =
                    new Spool.Entry(Records.record("j" + i, "jobs.success.dna"), Optional.empty(), Optional.empty());
            assertThat(spool.keep(List.of(entry)).toCompletableFuture().join()).isInstanceOf(Spool.Kept.OnDisk.class);
        }
    }

    /** Acknowledges all records but those set by {@link #refuse}. */
    private static final class FakeKafka implements RecordPublisher {
        final Map<String, Cause> refusals = new ConcurrentHashMap<>();
        final List<String> published = Collections.synchronizedList(new ArrayList<>());
        final List<List<String>> asked = Collections.synchronizedList(new ArrayList<>());
        volatile boolean away;

        void refuse(String id, Cause cause) {
            refusals.put(id, cause);
        }

        @Override
        public void publish(List<EventRecord> records, Consumer<List<Publication>> published) {
            throw new AssertionError("The drain publishes again");
        }

        @Override
        public CompletionStage<List<Publication>> republish(List<EventRecord> records, Duration timeout) {
            asked.add(records.stream().map(EventRecord::id).toList());
            return CompletableFuture.completedStage(
                    records.stream().map(this::publication).toList());
        }

        private Publication publication(EventRecord record) {
            Cause cause = refusals.get(record.id());
            if (cause != null) {
                return new Publication.Unacknowledged(cause, Optional.empty());
            }
            published.add(record.id());
            return new Publication.Acknowledged();
        }

        @Override
        public boolean isAway() {
            return away;
        }
    }
}
