package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.RecordPublisher.Publication;
import io.jobevents.gateway.kafka.TopicDirectory.Resolution;
import io.jobevents.gateway.record.EventRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way. The producer is set to wait for nothing ({@code max.block.ms=0}): what it does not know yet, a
 * topic's partitions, it asks for in the background and refuses the record meanwhile. So a refusal of that kind is
 * followed by another attempt a moment later, with the topic looked up anew, until somebody completes the publication.
 */
final class Sending {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);
    /** Attempts (200 ms) after which a topic that the directory has is doubted, since the producer cannot find it. */
    private static final int DOUBTFUL = 8;

    private final EventRecord record;
    private final Producers producers;
    private final TopicDirectory directory;
    private final KafkaWatch watch;
    private final Circuit circuit;
    private final GatewayMetrics metrics;
    private final ScheduledExecutorService timer;
    private final CompletableFuture<Publication> publication = new CompletableFuture<>();
    private final CompletableFuture<Void> late = new CompletableFuture<>();
    private final long begun = System.nanoTime();
    private int attempts;
    private boolean missed;

    /** @param timer the thread of attempts after the first */
    Sending(
            EventRecord record,
            Producers producers,
            TopicDirectory directory,
            KafkaWatch watch,
            Circuit circuit,
            GatewayMetrics metrics,
            ScheduledExecutorService timer) {
        this.record = record;
        this.producers = producers;
        this.directory = directory;
        this.watch = watch;
        this.circuit = circuit;
        this.metrics = metrics;
        this.timer = timer;
    }

    /** Completes with the ack or the lack of it, on any thread. */
    CompletableFuture<Publication> publication() {
        return publication;
    }

    /** Ends the wait for the ack, which may still come. */
    void miss() {
        publication.complete(new Publication.Unacknowledged(Cause.UNACKNOWLEDGED, Optional.of(late)));
    }

    void attempt() {
        if (publication.isDone()) {
            return;
        }
        if (++attempts == DOUBTFUL) {
            watch.doubt();
        }
        Optional<Producer<byte[], byte[]>> producer = producers.current();
        if (producer.isEmpty()) {
            againUnlessAway();
            return;
        }
        switch (directory.resolve(record.route())) {
            case Resolution.Topic(String name, boolean isSubstitute) -> {
                if (isSubstitute) {
                    missesItsTopic();
                }
                send(producer.get(), name);
            }
            case Resolution.Creating(CompletableFuture<Void> ended) -> ended.whenComplete((done, failure) -> again());
            case Resolution.Missing(String name) -> {
                missesItsTopic();
                fail(Cause.TOPIC_MISSING);
            }
            case Resolution.Unknown() -> againUnlessAway();
        }
    }

    /** Counts once, however many attempts there are. */
    private void missesItsTopic() {
        if (!missed) {
            missed = true;
            metrics.topicMissing(record);
        }
    }

    private void send(Producer<byte[], byte[]> producer, String topic) {
        Thread caller = Thread.currentThread();
        try {
            producer.send(producerRecord(topic), (metadata, failure) -> ended(producer, caller, failure));
        } catch (KafkaException | IllegalStateException e) {
            ended(producer, caller, e);
        }
    }

    /**
     * Called by the producer, on its own thread or within {@code send}.
     *
     * @param caller of {@code send}: while it is still in there, the next attempt may have begun on another thread
     */
    private void ended(Producer<byte[], byte[]> producer, Thread caller, @Nullable Exception failure) {
        switch (failure) {
            case null -> {
                metrics.acknowledged(record, Duration.ofNanos(System.nanoTime() - begun));
                circuit.acknowledged();
                if (!publication.complete(new Publication.Acknowledged())) {
                    late.complete(null);
                }
            }
            case RecordTooLargeException tooLarge -> fail(Cause.RECORD_TOO_LARGE);
            case ClusterAuthorizationException fatal -> failForGood(producer);
            case AuthorizationException forbidden -> fail(Cause.NOT_AUTHORIZED);
            case BufferExhaustedException full -> fail(Cause.UNACKNOWLEDGED);
            // Later ones come of records that were sent, and tried for long enough: another copy would be one too many.
            case TimeoutException notYetKnown when Thread.currentThread() == caller -> again();
            case UnknownTopicOrPartitionException deleted -> {
                watch.doubt();
                again();
            }
            case UnsupportedVersionException fatal -> failForGood(producer);
            case OutOfOrderSequenceException fatal -> failForGood(producer);
            case ProducerFencedException fatal -> failForGood(producer);
            case InvalidProducerEpochException fatal -> failForGood(producer);
            case IllegalStateException closed -> failForGood(producer);
            default -> fail(Cause.UNACKNOWLEDGED);
        }
    }

    private void again() {
        long pause = Math.min(FIRST_PAUSE.toMillis() << Math.min(attempts - 1, 10), LONGEST_PAUSE.toMillis());
        timer.schedule(this::attempt, pause, TimeUnit.MILLISECONDS);
    }

    private void againUnlessAway() {
        switch (watch.state()) {
            case KafkaState.Starting() -> again();
            case KafkaState.Answering(var missing) -> again();
            case KafkaState.Away(String why) -> fail(Cause.UNACKNOWLEDGED);
            case KafkaState.Refusing(String why) -> fail(Cause.UNACKNOWLEDGED);
        }
    }

    private void failForGood(Producer<byte[], byte[]> producer) {
        watch.replace(producer);
        fail(Cause.UNACKNOWLEDGED);
    }

    private void fail(Cause cause) {
        publication.complete(new Publication.Unacknowledged(cause, Optional.empty()));
    }

    private ProducerRecord<byte[], byte[]> producerRecord(String topic) {
        Headers headers = new RecordHeaders();
        for (EventRecord.Header header : record.headers()) {
            headers.add(header.name(), header.value().getBytes(StandardCharsets.UTF_8));
        }
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, null, record.receivedAt().toEpochMilli(), key, record.value(), headers);
    }
}
