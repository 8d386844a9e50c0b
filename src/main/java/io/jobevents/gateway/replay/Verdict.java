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
 * What this version, with these settings, makes of a quarantined body.
 *
 * <ul>
 *   <li>{@link Sound}: every part is an event, and no byte was replaced: to be published
 *   <li>{@link AtFault}: some part is rejected still; the body stays open
 *   <li>{@link NoCallback}: a test of the URL, of which nothing is to be published; the body stays open
 *   <li>{@link UnknownSource}: of a source whose settings this gateway does not have; the body stays open
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

    /** @param at the time of the replay */
    static Verdict of(Body body, CallbackRecords callbacks, Instant at) {
        if (!callbacks.hasSource(body.source())) {
            return new UnknownSource(body.source());
        }
        Receipt receipt = Receipt.replayed(body.source(), at, body.receivedAt());
        return of(callbacks.of(body.body(), body.contentType(), receipt));
    }

    /** Of what a body became. */
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
