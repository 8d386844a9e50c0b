package io.jobevents.gateway;

import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The door out: publishes records to Kafka. */
public interface RecordPublisher {

    /**
     * What became of a record.
     *
     * <ul>
     *   <li>{@link Acknowledged}: on its topic, on all replicas in sync
     *   <li>{@link Unacknowledged}: not known to be on its topic; it may still get there
     * </ul>
     */
    sealed interface Publication {
        record Acknowledged() implements Publication {}

        /**
         * @param late completes once the record is no longer on its way, with whether Kafka has acknowledged it after all;
         *     absent where it is on its way no more
         */
        record Unacknowledged(Outcome.Cause cause, Optional<CompletionStage<Boolean>> late) implements Publication {}
    }

    /** Longer than the producer's own limit (delivery.timeout.ms): who waits for that long sees how a record ends. */
    Duration DELIVERY_LIMIT = Duration.ofSeconds(35);

    /**
     * Publishes the records of one callback together.
     *
     * @param published gets one publication per record in their order: within {@code gateway.publish.timeout} of their receipt,
     *     or within a fifth of it where decoding took most of that; at once if Kafka is known to be away; once, on any thread;
     *     must neither block nor throw
     */
    void publish(List<EventRecord> records, Consumer<List<Publication>> published);

    /**
     * Publishes records that were kept, also while Kafka is thought to be away, and so finds out whether it still is.
     *
     * @param timeout how long they are waited for; with {@link #DELIVERY_LIMIT} none is still on its way when it counts as
     *     unacknowledged
     * @return never fails
     */
    CompletionStage<List<Publication>> republish(List<EventRecord> records, Duration timeout);

    /** Whether Kafka is thought to be away. */
    boolean isAway();
}
