package io.jobevents.gateway.replay;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.CallbackRecords.Result;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Receipt;
import java.time.Instant;
import java.util.List;

/**
 * The result of decoding a quarantined body with this version and these settings.
 *
 * <ul>
 *   <li>{@link Sound}: every part is an event, and no byte was replaced; the events are published
 *   <li>{@link AtFault}: some part is still rejected; the body stays open
 *   <li>{@link NoCallback}: the body is a test of the URL; it stays open
 *   <li>{@link UnknownSource}: this gateway has no settings for the source of the body; it stays open
 * </ul>
 */
public sealed interface Verdict {

    record Sound(List<EventRecord> records) implements Verdict {
        public Sound {
            records = List.copyOf(records);
        }
    }

    record AtFault(Rejection rejection) implements Verdict {}

    record NoCallback() implements Verdict {}

    record UnknownSource(String source) implements Verdict {}

    /** @param at the time of the replay, which becomes the timestamp of the records */
    static Verdict of(Body body, CallbackRecords callbacks, Instant at) {
        if (!callbacks.hasSource(body.source())) {
            return new UnknownSource(body.source());
        }
        Receipt receipt = Receipt.replayed(body.source(), at, body.receivedAt());
        return of(callbacks.of(body.body(), body.contentType(), receipt));
    }

    /** The verdict on the result of decoding. */
    static Verdict of(Result result) {
        return switch (result) {
            case Result.Probe probe -> new NoCallback();
            case Result.Refused refused -> new AtFault(refused.rejection());
            case Result.Parts parts
            when !parts.rejected().isEmpty() ->
                new AtFault(parts.rejected().getFirst().rejection());
            case Result.Parts parts
            when parts.undecodable().isPresent() ->
                new AtFault(parts.undecodable().get());
            case Result.Parts parts -> new Sound(parts.events());
        };
    }
}
