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

/**
 * A fake publisher: acknowledges every record, except of topics set by {@link #leavesUnacknowledged}, or none while
 * it stalls.
 */
final class FakePublisher implements RecordPublisher {

    private final Map<String, Cause> unacknowledged = new HashMap<>();
    private final List<List<EventRecord>> calls = new ArrayList<>();
    private final CompletableFuture<Boolean> late = new CompletableFuture<>();
    private CompletableFuture<Void> released = CompletableFuture.completedFuture(null);

    /**
     * Records of that topic get no ack, with this cause.
     *
     * @param topic without the prefix
     */
    void leavesUnacknowledged(String topic, Cause cause) {
        unacknowledged.put(topic, cause);
    }

    /** No publication completes until {@link #release}. */
    void stalls() {
        released = new CompletableFuture<>();
    }

    /** The pending ack of all unacknowledged records. */
    CompletionStage<Boolean> late() {
        return late;
    }

    void release() {
        released.complete(null);
    }

    /** The records of each publication. */
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
        throw new AssertionError("republish is used by the drain only");
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
