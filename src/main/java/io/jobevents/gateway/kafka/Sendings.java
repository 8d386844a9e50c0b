package io.jobevents.gateway.kafka;

import io.jobevents.gateway.Deadlines;
import io.jobevents.gateway.Deadlines.Deadline;
import io.jobevents.gateway.RecordPublisher.Publication;
import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Sends the records of one callback with a common deadline. The publications are reported together once the last one
 * has ended, on the thread that ended it: the producer's, that of an attempt, or that of the deadlines.
 */
final class Sendings {

    private final Sending[] sendings;
    private final Publication[] ended;
    /** The number of records that have not ended. The thread that counts it to zero sees all publications. */
    private final AtomicInteger left;

    private final Consumer<List<Publication>> published;
    private Deadline deadline = Deadline.NONE;

    Sendings(List<EventRecord> records, SendingContext kafka, Consumer<List<Publication>> published) {
        this.sendings = new Sending[records.size()];
        this.ended = new Publication[sendings.length];
        this.left = new AtomicInteger(sendings.length);
        this.published = published;
        for (int i = 0; i < sendings.length; i++) {
            int place = i;
            sendings[i] = new Sending(records.get(i), kafka, publication -> end(place, publication));
        }
    }

    void begin(Deadlines deadlines, Duration limit) {
        deadline = deadlines.in(limit, this::miss);
        for (Sending sending : sendings) {
            sending.begin();
        }
    }

    private void miss() {
        for (Sending sending : sendings) {
            sending.miss();
        }
    }

    private void end(int place, Publication publication) {
        ended[place] = publication;
        if (left.decrementAndGet() == 0) {
            deadline.met();
            published.accept(List.of(ended));
        }
    }
}
