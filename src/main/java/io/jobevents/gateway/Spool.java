package io.jobevents.gateway;

import io.jobevents.gateway.event.EventRecord;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The waiting room: keeps on disk what Kafka has not acknowledged. */
public interface Spool {

    /**
     * Keeps records until Kafka has them.
     *
     * @return completes with whether all of them are on disk, synced; never fails
     */
    Uni<Boolean> keep(List<EventRecord> records);

    /** No waiting room: what Kafka does not acknowledge, the sender has to repeat. */
    Spool NONE = records -> Uni.createFrom().item(false);
}
