package io.jobevents.gateway;

import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Publishes records to Kafka. */
public interface RecordPublisher {

    /**
     * The result of publishing a record.
     *
     * <ul>
     *   <li>{@link Acknowledged}: written to its topic, on all in-sync replicas
     *   <li>{@link Unacknowledged}: not known to be on its topic; it may still be written
     * </ul>
     */
    sealed interface Publication {
        record Acknowledged() implements Publication {}

        /**
         * @param late completes once the producer has ended its attempts, with whether Kafka has acknowledged the
         *     record after all; absent if they have already ended
         */
        record Unacknowledged(Outcome.Cause cause, Optional<CompletionStage<Boolean>> late) implements Publication {}
    }

    /** Longer than the producer's delivery.timeout.ms, so that every record has ended by then. */
    Duration DELIVERY_LIMIT = Duration.ofSeconds(35);

    /**
     * Publishes the records of one callback together.
     *
     * @param published receives one publication per record, in order: within {@code gateway.publish.timeout} of their
     *     receipt, or within a fifth of it if decoding took most of it; at once if Kafka is known to be unavailable.
     *     Called once, on any thread; must neither block nor throw
     */
    void publish(List<EventRecord> records, Consumer<List<Publication>> published);

    /**
     * Publishes spooled records, also while the circuit is open, and thereby tests whether Kafka is back.
     *
     * @param timeout how long to wait for the acks; with {@link #DELIVERY_LIMIT} the producer has ended its attempts
     *     for every unacknowledged record
     * @return never fails
     */
    CompletionStage<List<Publication>> republish(List<EventRecord> records, Duration timeout);

    /** Whether the circuit is open, that is, Kafka is considered unavailable. */
    boolean isAway();
}
