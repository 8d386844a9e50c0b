package io.jobevents.gateway;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.RecordPublisher.Publication;
import io.jobevents.gateway.callback.Callback;
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
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Processes one callback: decodes, normalizes and encodes it, publishes its records, and spools those that Kafka has
 * not acknowledged. The body of a rejected callback is published to the quarantine topic, or spooled, in the same way.
 *
 * <p>Success means that each record is acknowledged by Kafka or synced to the spool's disk. Decoding happens on the
 * calling thread and takes time in proportion to the body; nothing else blocks. Thread-safe.
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

    /** @param ending receives the outcome or a fault, before this method returns or later */
    public void accept(Delivery delivery, Ending ending) {
        ending.guard(() -> {
            CallbackRecords.Result result = callbacks.of(delivery.body(), delivery.contentType(), delivery.receipt());
            Way way = new Way(delivery, result.format(), ending);
            switch (result) {
                case CallbackRecords.Result.Probe probe -> way.end(new Outcome.Probe());
                case CallbackRecords.Result.Refused refused -> way.reject(refused.rejection(), List.of());
                case CallbackRecords.Result.Parts parts -> way.publish(parts);
            }
        });
    }

    /** Where the records of one callback are. */
    private sealed interface Place {
        record InKafka() implements Place {}

        record OnSpool() implements Place {}

        record Nowhere(Cause cause) implements Place {}
    }

    /** One delivery after it was decoded. */
    private final class Way {

        private final Delivery delivery;
        private final Callback.Format format;
        private final Ending ending;

        Way(Delivery delivery, Callback.Format format, Ending ending) {
            this.delivery = delivery;
            this.format = format;
            this.ending = ending;
        }

        void publish(CallbackRecords.Result.Parts parts) {
            List<RejectedPart> rejected = parts.rejected();
            if (parts.events().isEmpty()) {
                reject(rejected.getFirst().rejection(), rejected);
            } else if (!rejected.isEmpty()) {
                EventRecord body = quarantined(rejected.getFirst().rejection());
                publish(parts.events(), Optional.of(body), rejected, this::end);
            } else if (parts.undecodable().isPresent()) {
                publishBesideCopy(parts.events(), parts.undecodable().get());
            } else {
                publish(parts.events(), Optional.empty(), rejected, this::end);
            }
        }

        /** Publishes the events and a copy of the body to quarantine. The outcome does not depend on the copy. */
        private void publishBesideCopy(List<EventRecord> events, Rejection undecodable) {
            EventRecord copy = quarantined(undecodable);
            CompletableFuture<Outcome> published = new CompletableFuture<>();
            CompletableFuture<Place> copied = new CompletableFuture<>();
            copied.thenAcceptBoth(
                    published,
                    (place, outcome) -> ending.guard(() -> {
                        metrics.undecodable(!(place instanceof Place.Nowhere));
                        end(outcome);
                    }));
            publish(events, Optional.empty(), List.of(), published::complete);
            keep(List.of(copy), copied::complete);
        }

        private void publish(
                List<EventRecord> events,
                Optional<EventRecord> body,
                List<RejectedPart> rejected,
                Consumer<Outcome> then) {
            List<String> ids = ids(events);
            keep(
                    body.map(added -> Stream.concat(events.stream(), Stream.of(added))
                                    .toList())
                            .orElse(events),
                    place -> then.accept(
                            switch (place) {
                                case Place.InKafka() -> new Outcome.Published(ids, rejected);
                                case Place.OnSpool() -> new Outcome.Spooled(ids, rejected);
                                case Place.Nowhere(Cause cause) -> new Outcome.Unavailable(cause);
                            }));
        }

        void reject(Rejection rejection, List<RejectedPart> parts) {
            keep(
                    List.of(quarantined(rejection)),
                    place -> end(
                            switch (place) {
                                case Place.InKafka() -> new Outcome.Rejected(rejection, parts);
                                case Place.OnSpool() -> new Outcome.Rejected(rejection, parts);
                                case Place.Nowhere(Cause cause) -> new Outcome.Unavailable(cause);
                            }));
        }

        private static List<String> ids(List<EventRecord> events) {
            List<String> ids = new ArrayList<>(events.size()); // without a stream, for speed
            events.forEach(event -> ids.add(event.id()));
            return ids;
        }

        private EventRecord quarantined(Rejection rejection) {
            EventRecord record =
                    Quarantine.record(delivery.body(), rejection, delivery.contentType(), delivery.receipt());
            log.rejected(rejection.reason(), record);
            return record;
        }

        private void keep(List<EventRecord> records, Consumer<Place> then) {
            publisher.publish(records, publications -> ending.guard(() -> spoolTheRest(records, publications, then)));
        }

        private void spoolTheRest(List<EventRecord> records, List<Publication> publications, Consumer<Place> then) {
            if (areAcknowledged(publications)) {
                then.accept(new Place.InKafka());
                return;
            }
            List<Spool.Entry> rest = new ArrayList<>(0);
            List<Cause> causes = new ArrayList<>(0);
            for (int i = 0; i < records.size(); i++) {
                if (publications.get(i) instanceof Publication.Unacknowledged(var cause, var late)) {
                    rest.add(new Spool.Entry(records.get(i), Optional.of(cause).filter(Cause::isForGood), late));
                    causes.add(cause);
                }
            }
            spool.keep(rest).thenAccept(kept -> ending.guard(() -> then.accept(place(kept, rest, causes.getFirst()))));
        }

        private static boolean areAcknowledged(List<Publication> publications) {
            for (Publication publication : publications) {
                if (!(publication instanceof Publication.Acknowledged)) {
                    return false;
                }
            }
            return true;
        }

        private Place place(Spool.Kept kept, List<Spool.Entry> rest, Cause cause) {
            return switch (kept) {
                case Spool.Kept.OnDisk() -> {
                    rest.forEach(entry -> entry.refusal().ifPresent(refusal -> log.setAside(refusal, entry.record())));
                    yield new Place.OnSpool();
                }
                case Spool.Kept.NoRoom() -> {
                    log.unavailable(cause, rest.getFirst().record());
                    yield new Place.Nowhere(cause);
                }
            };
        }

        void end(Outcome outcome) {
            Duration took = Duration.between(delivery.receivedAt(), clock.instant());
            metrics.callback(delivery.source(), format, outcome, took);
            ending.ended(outcome);
        }
    }
}
