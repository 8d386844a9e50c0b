package io.jobevents.gateway;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.RecordPublisher.Publication;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantine;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The way of a callback: decode, normalize and encode, publish, else spool. What is at fault goes to quarantine by the
 * same way.
 *
 * <p>Success means that every record is safe. Decoding happens on the calling thread and takes time in proportion to the
 * body; nothing else blocks. Thread-safe.
 */
public final class CallbackGateway {

    private final CallbackRecords callbacks;
    private final RecordPublisher publisher;
    private final Spool spool;
    private final GatewayMetrics metrics;
    private final TroubleLog log;
    private final Clock clock;

    public CallbackGateway(
            CallbackRecords callbacks, RecordPublisher publisher, Spool spool, GatewayMetrics metrics, Clock clock) {
        this.callbacks = callbacks;
        this.publisher = publisher;
        this.spool = spool;
        this.metrics = metrics;
        this.log = new TroubleLog(clock);
        this.clock = clock;
    }

    /** @return completes with the outcome, on any thread; fails only for a bug */
    public CompletionStage<Outcome> accept(Delivery delivery) {
        CallbackRecords.Result result = callbacks.of(delivery.body(), delivery.contentType(), delivery.receipt());
        CompletionStage<Outcome> ended =
                switch (result) {
                    case CallbackRecords.Result.Probe probe -> CompletableFuture.completedStage(new Outcome.Probe());
                    case CallbackRecords.Result.Refused refused -> reject(delivery, refused.rejection(), List.of());
                    case CallbackRecords.Result.Parts parts -> publish(delivery, parts);
                };
        return ended.thenApply(outcome -> {
            Duration took = Duration.between(delivery.receivedAt(), clock.instant());
            metrics.callback(delivery.source(), result.format(), outcome, took);
            return outcome;
        });
    }

    private CompletionStage<Outcome> publish(Delivery delivery, CallbackRecords.Result.Parts parts) {
        List<RejectedPart> rejected = parts.rejected();
        if (parts.events().isEmpty()) {
            return reject(delivery, rejected.getFirst().rejection(), rejected);
        }
        List<EventRecord> records = new ArrayList<>(parts.events());
        List<String> ids = records.stream().map(EventRecord::id).toList();
        if (!rejected.isEmpty()) {
            records.add(quarantined(delivery, rejected.getFirst().rejection()));
        }
        CompletionStage<Outcome> published = keep(records).thenApply(place -> switch (place) {
            case Place.InKafka() -> new Outcome.Published(ids, rejected);
            case Place.OnSpool() -> new Outcome.Spooled(ids, rejected);
            case Place.Nowhere(Cause cause) -> new Outcome.Unavailable(cause);
        });
        return parts.undecodable().isPresent() && rejected.isEmpty()
                ? copy(delivery, parts.undecodable().get()).thenCombine(published, (copied, outcome) -> outcome)
                : published;
    }

    /** Keeps the body beside its events, if there is room: the answer does not depend on it. */
    private CompletionStage<Place> copy(Delivery delivery, Rejection undecodable) {
        return keep(List.of(quarantined(delivery, undecodable))).thenApply(place -> {
            metrics.undecodable(!(place instanceof Place.Nowhere));
            return place;
        });
    }

    private CompletionStage<Outcome> reject(Delivery delivery, Rejection rejection, List<RejectedPart> parts) {
        return keep(List.of(quarantined(delivery, rejection))).thenApply(place -> switch (place) {
            case Place.InKafka() -> new Outcome.Rejected(rejection, parts);
            case Place.OnSpool() -> new Outcome.Rejected(rejection, parts);
            case Place.Nowhere(Cause cause) -> new Outcome.Unavailable(cause);
        });
    }

    private EventRecord quarantined(Delivery delivery, Rejection rejection) {
        EventRecord record = Quarantine.record(delivery.body(), rejection, delivery.contentType(), delivery.receipt());
        log.rejected(rejection.reason(), record);
        return record;
    }

    /** Where the records of one callback are. */
    private sealed interface Place {
        record InKafka() implements Place {}

        record OnSpool() implements Place {}

        record Nowhere(Cause cause) implements Place {}
    }

    private CompletionStage<Place> keep(List<EventRecord> records) {
        return publisher.publish(records).thenCompose(publications -> spoolTheRest(records, publications));
    }

    private CompletionStage<Place> spoolTheRest(List<EventRecord> records, List<Publication> publications) {
        List<Spool.Entry> rest = new ArrayList<>();
        List<Cause> causes = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (publications.get(i) instanceof Publication.Unacknowledged(var cause, var late)) {
                rest.add(new Spool.Entry(records.get(i), Optional.of(cause).filter(Cause::isForGood), late));
                causes.add(cause);
            }
        }
        if (rest.isEmpty()) {
            return CompletableFuture.completedStage(new Place.InKafka());
        }
        return spool.keep(rest).thenApply(kept -> switch (kept) {
            case Spool.Kept.OnDisk() -> {
                rest.forEach(entry -> entry.refusal().ifPresent(refusal -> log.setAside(refusal, entry.record())));
                yield new Place.OnSpool();
            }
            case Spool.Kept.NoRoom() -> {
                Cause cause = causes.getFirst();
                log.unavailable(cause, rest.getFirst().record());
                yield new Place.Nowhere(cause);
            }
        });
    }
}
