package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.RecordPublisher.Publication;
import io.jobevents.gateway.kafka.TopicDirectory.Resolution;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.Route;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sending of a record: attempts, and each result of Kafka's producer. */
class SendingTest {

    private static final String TOPIC = "ci.jobs.success.tts";
    private static final String SUBSTITUTE = "ci.jobs.success.other";
    private static final EventRecord RECORD = new EventRecord(
            "j1-0",
            Route.of("jobs.success.tts", List.of("jobs.success.other")),
            "j1",
            List.of(new Header("ce_id", "j1-0")),
            "{}".getBytes(StandardCharsets.UTF_8),
            Instant.ofEpochMilli(1_700_000_000_123L));

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final FakeKafkaClients clients = FakeKafkaClients.of(producer);
    private final FakeTopicAdmin admin = new FakeTopicAdmin();
    private final RecordCounts counts = new RecordCounts();
    private final HandDrivenScheduler timer = new HandDrivenScheduler();
    private final GatewayConfig config =
            DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none", "GATEWAY_TOPICS_CREATE", "on-demand"));
    private final TopicDirectory directory = new TopicDirectory(config, admin);
    private final KafkaAvailability availability = new KafkaAvailability(config);
    private Producers producers = clients.producers();
    private final CompletableFuture<Publication> publication = new CompletableFuture<>();
    private int polls;

    @AfterEach
    void close() {
        producers.close();
    }

    @Test
    void acknowledged_isCountedOnceAndTold() {
        directory.listed(Set.of(TOPIC));
        availability.unanswered(new TimeoutException("away"));
        Sending sending = sending();

        sending.attempt();
        assertThat(publication).isNotDone();
        producer.completeNext();

        assertThat(publication).isCompletedWithValue(new Publication.Acknowledged());
        assertThat(counts.acknowledged()).containsExactly(RECORD);
        assertThat(counts.missing()).isEmpty();
        assertThat(availability.isAway()).isFalse();
        assertThat(timer.delays()).isEmpty();
    }

    @Test
    void record_hasKeyHeadersTimeAndNoPartition() {
        directory.listed(Set.of(TOPIC));

        sending().attempt();

        ProducerRecord<byte[], byte[]> sent = producer.history().getFirst();
        assertThat(sent.topic()).isEqualTo(TOPIC);
        assertThat(sent.partition()).isNull();
        assertThat(sent.timestamp()).isEqualTo(1_700_000_000_123L);
        assertThat(sent.key()).isEqualTo("j1".getBytes(StandardCharsets.UTF_8));
        assertThat(sent.value()).isSameAs(RECORD.value());
        assertThat(sent.headers().toArray()).singleElement().satisfies(header -> {
            assertThat(header.key()).isEqualTo("ce_id");
            assertThat(header.value()).isEqualTo("j1-0".getBytes(StandardCharsets.UTF_8));
        });
    }

    @ParameterizedTest
    @MethodSource
    void failure_endsTheSendingWithItsCause(RuntimeException failure, Cause cause) {
        directory.listed(Set.of(TOPIC));
        Sending sending = sending();
        sending.attempt();

        failed(failure);

        assertThat(publication).isCompletedWithValue(new Publication.Unacknowledged(cause, Optional.empty()));
        assertThat(timer.delays()).as("attempts to come").isEmpty();
        assertThat(producer.closed()).isFalse();
        assertThat(polls).isZero();
    }

    static Stream<Arguments> failure_endsTheSendingWithItsCause() {
        return Stream.of(
                argumentSet("too large", new RecordTooLargeException("too large"), Cause.RECORD_TOO_LARGE),
                argumentSet("not authorized", new TopicAuthorizationException("no"), Cause.NOT_AUTHORIZED),
                argumentSet("no buffer", new BufferExhaustedException("full"), Cause.UNACKNOWLEDGED),
                argumentSet("connection", new NetworkException("gone"), Cause.UNACKNOWLEDGED),
                argumentSet("no leader", new NotLeaderOrFollowerException("moved"), Cause.UNACKNOWLEDGED),
                argumentSet("any other", new KafkaException("odd"), Cause.UNACKNOWLEDGED));
    }

    /** A record that the producer accepted, and that failed after delivery.timeout.ms, is not sent again. */
    @Test
    void timeout_ofWhatWasSent_endsTheSending() {
        directory.listed(Set.of(TOPIC));
        Sending sending = sending();
        sending.attempt();

        CompletableFuture.runAsync(() -> failed(new TimeoutException("expired")))
                .join();

        assertThat(publication)
                .isCompletedWithValue(new Publication.Unacknowledged(Cause.UNACKNOWLEDGED, Optional.empty()));
        assertThat(timer.delays()).isEmpty();
    }

    /** With max.block.ms=0 this exception means that the producer has no metadata of the topic yet. */
    @Test
    void timeout_withinSend_isFollowedByAnotherAttempt() {
        directory.listed(Set.of(TOPIC));
        producer.sendException = new TimeoutException("not yet known");
        Sending sending = sending();

        sending.attempt();
        assertThat(publication).isNotDone();
        assertThat(timer.delays()).containsExactly(5L);
        producer.sendException = null;
        timer.pass(5);
        producer.completeNext();

        assertThat(publication).isCompletedWithValue(new Publication.Acknowledged());
    }

    @Test
    void attempts_comeLessOftenAndRequestAPollOnce() {
        directory.listed(Set.of(TOPIC));
        producer.sendException = new TimeoutException("not yet known");
        List<Long> pauses = new ArrayList<>();

        sending().attempt();
        for (int i = 0; i < 9; i++) {
            pauses.add(timer.delays().getFirst());
            assertThat(polls).isEqualTo(i < 7 ? 0 : 1);
            timer.pass(timer.delays().getFirst());
        }

        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 40L, 40L, 40L, 40L, 40L);
        assertThat(polls).isEqualTo(1);
    }

    @Test
    void topicDeleted_requestsAPollAndIsTriedAgain() {
        directory.listed(Set.of(TOPIC));
        Sending sending = sending();
        sending.attempt();

        failed(new UnknownTopicOrPartitionException("deleted"));

        assertThat(polls).isEqualTo(1);
        assertThat(publication).isNotDone();
        assertThat(timer.delays()).containsExactly(5L);
    }

    @ParameterizedTest
    @MethodSource
    void fatalFailure_hasTheProducerReplaced(RuntimeException failure) {
        directory.listed(Set.of(TOPIC));
        Sending sending = sending();
        sending.attempt();

        failed(failure);

        assertThat(publication)
                .isCompletedWithValue(new Publication.Unacknowledged(Cause.UNACKNOWLEDGED, Optional.empty()));
        await().until(producer::closed);
        assertThat(producers.current()).isPresent().get().isNotSameAs(producer);
    }

    static Stream<Arguments> fatalFailure_hasTheProducerReplaced() {
        return Stream.of(
                argumentSet("no rights in the cluster", new ClusterAuthorizationException("no")),
                argumentSet("version", new UnsupportedVersionException("old")),
                argumentSet("sequence", new OutOfOrderSequenceException("order")),
                argumentSet("fenced", new ProducerFencedException("fenced")),
                argumentSet("epoch", new InvalidProducerEpochException("epoch")),
                argumentSet("closed", new IllegalStateException("closed")));
    }

    @Test
    void closedProducer_thatThrows_isReplaced() {
        directory.listed(Set.of(TOPIC));
        producer.sendException = new IllegalStateException("Cannot perform operation after producer has been closed");

        sending().attempt();

        await().until(producer::closed);
    }

    @Test
    void ownTopicMissing_goesToTheSubstituteAndIsCountedOnce() {
        admin.failsToCreate(new TopicAuthorizationException("no"));
        directory.listed(Set.of(SUBSTITUTE));
        producer.sendException = new TimeoutException("not yet known");
        Sending sending = sending();

        sending.attempt();
        timer.pass(100);
        producer.sendException = null;
        timer.pass(40);

        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly(SUBSTITUTE);
        assertThat(counts.missing()).containsExactly(RECORD);
    }

    @Test
    void noTopicAtAll_endsTheSending() {
        admin.failsToCreate(new TopicAuthorizationException("no"));
        directory.listed(Set.of());
        Sending sending = sending();

        sending.attempt();
        timer.pass(100);

        assertThat(publication)
                .isCompletedWithValue(new Publication.Unacknowledged(Cause.TOPIC_MISSING, Optional.empty()));
        assertThat(counts.missing()).containsExactly(RECORD);
    }

    @Test
    void topicBeingCreated_isSentToOnceItIsThere() {
        directory.listed(Set.of());
        admin.isSilent();
        Sending sending = sending();
        sending.attempt();
        assertThat(producer.history()).isEmpty();
        assertThat(timer.delays()).isEmpty();

        admin.answers();
        timer.pass(5);

        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly(TOPIC);
        assertThat(counts.missing()).isEmpty();
    }

    @Test
    void noProducerYet_isWaitedForUnlessKafkaIsAway() {
        producers = FakeKafkaClients.unbuilt().producers();
        directory.listed(Set.of(TOPIC));

        assertThatWaitsUnlessKafkaIsAway();
    }

    @Test
    void topicsNotListedYet_areWaitedForUnlessKafkaIsAway() {
        assertThatWaitsUnlessKafkaIsAway();
    }

    private void assertThatWaitsUnlessKafkaIsAway() {
        Sending sending = sending();
        sending.attempt();
        assertThat(publication).isNotDone();
        assertThat(timer.delays()).containsExactly(5L);

        availability.unanswered(new TimeoutException("silent"));
        timer.pass(5);

        assertThat(publication)
                .isCompletedWithValue(new Publication.Unacknowledged(Cause.UNACKNOWLEDGED, Optional.empty()));
    }

    @Test
    void missed_thenAcknowledged_isLate() {
        directory.listed(Set.of(TOPIC));
        Sending sending = sending();
        sending.attempt();

        CompletableFuture<Boolean> late = missed(sending);
        assertThat(late).isNotDone();
        producer.completeNext();

        assertThat(late).isCompletedWithValue(true);
        assertThat(counts.acknowledged()).containsExactly(RECORD);
    }

    @Test
    void missed_thenFailed_isNoLongerOnItsWay() {
        directory.listed(Set.of(TOPIC));
        Sending sending = sending();
        sending.attempt();
        CompletableFuture<Boolean> late = missed(sending);

        failed(new NetworkException("gone"));

        assertThat(late).isCompletedWithValue(false);
    }

    @Test
    void missed_betweenAttempts_isNotSentAgain() {
        directory.listed(Set.of(TOPIC));
        producer.sendException = new TimeoutException("not yet known");
        Sending sending = sending();
        sending.attempt();
        CompletableFuture<Boolean> late = missed(sending);
        producer.sendException = null;

        timer.pass(1000);

        assertThat(late).isCompletedWithValue(false);
        assertThat(producer.history()).isEmpty();
    }

    /** The producer keeps the record for longer, but not the waiting callback. */
    @Test
    void missed_releasesTheWaitingCallback() {
        directory.listed(Set.of(TOPIC));
        Object waiting = new Object();
        WeakReference<Object> held = new WeakReference<>(waiting);
        Sending sending = sending(holding(waiting));
        sending.begin();
        sending.miss();
        waiting = "nobody";

        await().until(() -> {
            System.gc();
            return held.get() == null;
        });
        producer.completeNext();
        assertThat(counts.acknowledged()).containsExactly(RECORD);
    }

    private Consumer<Publication> holding(Object waiting) {
        return ended -> assertThat(waiting).isNotNull();
    }

    @Test
    void fault_ofTheFirstAttempt_leavesTheRecordUnacknowledged() {
        producers.close();
        producers = clients.producers();
        Sending broken = new Sending(
                RECORD,
                new SendingContext(
                        producers,
                        new TopicDirectory(config, admin) {
                            @Override
                            Resolution resolve(Route route) {
                                throw new IllegalStateException("a fault of the test");
                            }
                        },
                        availability,
                        () -> polls++,
                        counts,
                        timer),
                publication::complete);

        broken.begin();

        assertThat(publication)
                .isCompletedWithValue(new Publication.Unacknowledged(Cause.UNACKNOWLEDGED, Optional.empty()));
    }

    private CompletableFuture<Boolean> missed(Sending sending) {
        sending.miss();
        Publication missed = publication.join();
        assertThat(missed).isInstanceOf(Publication.Unacknowledged.class);
        CompletionStage<Boolean> late =
                ((Publication.Unacknowledged) missed).late().orElseThrow();
        return late.toCompletableFuture();
    }

    private Sending sending() {
        return sending(publication::complete);
    }

    private Sending sending(Consumer<Publication> told) {
        return new Sending(
                RECORD, new SendingContext(producers, directory, availability, () -> polls++, counts, timer), told);
    }

    private void failed(RuntimeException failure) {
        assertThat(producer.errorNext(failure)).as("a record is on its way").isTrue();
    }
}
