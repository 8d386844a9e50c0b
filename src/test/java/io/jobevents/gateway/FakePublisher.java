package io.jobevents.gateway;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A Kafka of the test's own: acknowledges everything, until it is told to leave a topic unacknowledged or to stall. */
final class FakePublisher implements RecordPublisher {

    private final Map<String, Cause> unacknowledged = new HashMap<>();
    private final List<List<EventRecord>> calls = new ArrayList<>();
    private final CompletableFuture<Boolean> late = new CompletableFuture<>();
    private CompletableFuture<Void> released = CompletableFuture.completedFuture(null);

    /** Records for that topic, without the prefix, get no ack. */
    void leavesUnacknowledged(String topic, Cause cause) {
        unacknowledged.put(topic, cause);
    }

    /** No publication completes until {@link #release}. */
    void stalls() {
        released = new CompletableFuture<>();
    }

    /** Of all records that were left unacknowledged. */
    CompletionStage<Boolean> late() {
        return late;
    }

    void release() {
        released.complete(null);
    }

    /** The records of each call. */
    List<List<EventRecord>> calls() {
        return calls;
    }

    @Override
    public void publish(List<EventRecord> records, Consumer<List<Publication>> published) {
        calls.add(List.copyOf(records));
        List<Publication> publications = records.stream().map(this::publication).toList();
        released.thenRun(() -> published.accept(publications));
    }

    @Override
    public CompletionStage<List<Publication>> republish(List<EventRecord> records, Duration timeout) {
        throw new AssertionError("Only the drain publishes again");
    }

    @Override
    public boolean isAway() {
        return false;
    }

    private Publication publication(EventRecord record) {
        Cause cause = unacknowledged.get(record.route().topic());
        return cause == null
                ? new Publication.Acknowledged()
                : new Publication.Unacknowledged(cause, Optional.of(late));
    }
}
