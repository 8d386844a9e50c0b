package io.jobevents.gateway;

import io.jobevents.gateway.event.EventRecord;
import io.smallrye.mutiny.Uni;
import java.util.List;

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

        record Unacknowledged(Outcome.Cause cause) implements Publication {}
    }

    /**
     * Publishes the records of one callback together.
     *
     * @return completes within {@code gateway.publish.timeout}, on any thread, with one publication per record in their
     *     order; never fails
     */
    Uni<List<Publication>> publish(List<EventRecord> records);
}
