package io.jobevents.gateway.kafka;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.RecordPublisher.Publication;
import io.jobevents.gateway.kafka.TopicDirectory.Resolution;
import io.jobevents.gateway.record.EventRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends one record. The producer does not block ({@code max.block.ms=0}): while it lacks a topic's metadata, it
 * requests them in the background and refuses the record. Such a refusal is followed by another attempt after a short
 * pause, with the topic resolved again, until the publication is completed.
 *
 * <p>Attempts are sequential: the first runs on the thread of the caller, an event loop or the drain's, all others on
 * the timer's. The producer's own thread reports the result of an accepted record. {@link #miss} runs on the thread of
 * the deadlines.
 */
final class Sending {

    private static final Logger LOG = Logger.getLogger(Sending.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);
    /**
     * The number of attempts (200 ms) after which Kafka is polled, since the producer may not find a topic that the
     * directory has.
     */
    private static final int ATTEMPTS_BEFORE_POLL = 8;

    private final EventRecord record;
    private final SendingContext kafka;
    private final long begun = System.nanoTime();
    private final AtomicReference<State> state;
    /** For the running attempt; the executors order the accesses of consecutive attempts. */
    private int attempts;
    /** For the running attempt, as before. */
    private boolean countedAsMissing;

    /**
     * The state of the wait for the ack.
     *
     * <ul>
     *   <li>{@link Waited}: not reported yet; the consumer of the publication is released when it is, since the
     *       producer keeps the record longer
     *   <li>{@link Ended}: reported, and all attempts have ended
     *   <li>{@link Missed}: reported as unacknowledged, while attempts go on
     * </ul>
     */
    private sealed interface State {
        State ENDED = new Ended();

        record Waited(Consumer<Publication> told) implements State {}

        record Ended() implements State {}

        record Missed(CompletableFuture<Boolean> late) implements State {}
    }

    /** @param publication receives the result, once, on any thread */
    Sending(EventRecord record, SendingContext kafka, Consumer<Publication> publication) {
        this.record = record;
        this.kafka = kafka;
        this.state = new AtomicReference<>(new State.Waited(publication));
    }

    /** Ends the wait for the ack, which may still come. For any thread. */
    void miss() {
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        State before = state.get();
        if (before instanceof State.Waited(var told) && state.compareAndSet(before, new State.Missed(late))) {
            told.accept(new Publication.Unacknowledged(Cause.UNACKNOWLEDGED, Optional.of(late)));
        }
    }

    /** Reports the publication, or, after a missed deadline, whether the record was acknowledged late. */
    private void end(Publication ended) {
        State before = state.get();
        if (before instanceof State.Waited(var told) && state.compareAndSet(before, State.ENDED)) {
            told.accept(ended);
        } else if (state.get() instanceof State.Missed(var late)) {
            late.complete(ended instanceof Publication.Acknowledged);
        }
    }

    /** Runs the first attempt. If it throws, the record is unacknowledged and so spooled. */
    void begin() {
        try {
            attempt();
        } catch (RuntimeException | Error fault) {
            LOG.error("A record could not be sent by a fault of the gateway", fault);
            fail(Cause.UNACKNOWLEDGED);
        }
    }

    void attempt() {
        if (state.get() instanceof State.Missed(var late)) {
            late.complete(false);
            return;
        }
        if (++attempts == ATTEMPTS_BEFORE_POLL) {
            kafka.pollSoon().run();
        }
        Optional<Producer<byte[], byte[]>> producer = kafka.producers().current();
        if (producer.isEmpty()) {
            againUnlessAway();
            return;
        }
        switch (kafka.directory().resolve(record.route())) {
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

    /** Counts the missing topic, once for all attempts. */
    private void missesItsTopic() {
        if (!countedAsMissing) {
            countedAsMissing = true;
            kafka.metrics().topicMissing(record);
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
     * @param caller the thread that called {@code send}; while it is still there, the next attempt may already run on
     *     another thread
     */
    private void ended(Producer<byte[], byte[]> producer, Thread caller, @Nullable Exception failure) {
        switch (failure) {
            case null -> {
                kafka.metrics().acknowledged(record, Duration.ofNanos(System.nanoTime() - begun));
                kafka.availability().acknowledged();
                end(new Publication.Acknowledged());
            }
            case RecordTooLargeException tooLarge -> fail(Cause.RECORD_TOO_LARGE);
            case ClusterAuthorizationException fatal -> failForGood(producer);
            case AuthorizationException forbidden -> fail(Cause.NOT_AUTHORIZED);
            case BufferExhaustedException full -> fail(Cause.UNACKNOWLEDGED);
            // Only if reported within send. A later timeout is of a record that the producer has already tried;
            // another attempt could publish a second copy.
            case TimeoutException notYetKnown when Thread.currentThread() == caller -> again();
            case UnknownTopicOrPartitionException deleted -> {
                kafka.pollSoon().run();
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
        kafka.timer().schedule(this::attempt, pause, TimeUnit.MILLISECONDS);
    }

    private void againUnlessAway() {
        if (kafka.availability().mayAnswerSoon()) {
            again();
        } else {
            fail(Cause.UNACKNOWLEDGED);
        }
    }

    private void failForGood(Producer<byte[], byte[]> producer) {
        kafka.producers().replace(producer);
        fail(Cause.UNACKNOWLEDGED);
    }

    private void fail(Cause cause) {
        end(new Publication.Unacknowledged(cause, Optional.empty()));
    }

    private ProducerRecord<byte[], byte[]> producerRecord(String topic) {
        Header[] headers = new Header[record.headers().size()];
        for (int i = 0; i < headers.length; i++) {
            EventRecord.Header header = record.headers().get(i);
            headers[i] = new RecordHeader(header.name(), header.value().getBytes(StandardCharsets.UTF_8));
        }
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(
                topic, null, record.receivedAt().toEpochMilli(), key, record.value(), new RecordHeaders(headers));
    }
}
