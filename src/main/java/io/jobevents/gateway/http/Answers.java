package io.jobevents.gateway.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.Source;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;

/** The answers to outcomes. The status of an outcome is decided here alone. */
@Singleton
final class Answers {

    Answer of(Outcome outcome, Source source) {
        return switch (outcome) {
            case Outcome.Published(List<String> events, List<RejectedPart> rejected) ->
                ok(success("published", events, rejected));
            case Outcome.Spooled(List<String> events, List<RejectedPart> rejected) ->
                ok(success("spooled", events, rejected));
            case Outcome.Probe() -> ok(success("probe", List.of(), List.of()));
            case Outcome.Rejected(Rejection rejection, List<RejectedPart> parts) ->
                source.rejectedStatus() == 200
                        ? ok(rejected(rejection, parts))
                        : Problem.rejected(source.rejectedStatus(), rejection, parts)
                                .answer();
            case Outcome.Unavailable(Outcome.Cause cause) -> unavailable(cause).answer();
        };
    }

    private static JsonBody.Members rejected(Rejection rejection, List<RejectedPart> parts) {
        return out -> {
            out.writeStringField("outcome", "rejected");
            writeRejection(out, rejection);
            writeRejected(out, parts);
        };
    }

    private static Problem unavailable(Outcome.Cause cause) {
        return switch (cause) {
            case UNACKNOWLEDGED ->
                unavailable("kafka-unavailable", "Kafka did not acknowledge the callback; repeat it.");
            case NOT_AUTHORIZED ->
                unavailable("kafka-refused", "The gateway is not authorized to publish to Kafka; repeat later.");
            case TOPIC_MISSING -> unavailable("topic-missing", "A required topic is missing in Kafka; repeat later.");
            case TOO_MANY_WAITING ->
                unavailable("too-many-waiting", "Too many callbacks wait for Kafka; repeat later.");
            case RECORD_TOO_LARGE ->
                new Problem(
                        413,
                        "record-too-large",
                        "Record too large",
                        "Kafka does not accept records as large as those of this callback.");
        };
    }

    private static Problem unavailable(String reason, String detail) {
        return new Problem(503, reason, "The callback could be neither published nor spooled", detail);
    }

    private static JsonBody.Members success(String outcome, List<String> events, List<RejectedPart> rejected) {
        return out -> {
            out.writeStringField("outcome", outcome);
            if (!events.isEmpty()) {
                out.writeArrayFieldStart("events");
                for (String event : events) {
                    out.writeString(event);
                }
                out.writeEndArray();
            }
            writeRejected(out, rejected);
        };
    }

    static void writeRejected(JsonGenerator out, List<RejectedPart> rejected) throws IOException {
        if (rejected.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("rejected");
        for (RejectedPart part : rejected) {
            out.writeStartObject();
            out.writeNumberField("index", part.index());
            writeRejection(out, part.rejection());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeRejection(JsonGenerator out, Rejection rejection) throws IOException {
        out.writeStringField("reason", rejection.reason().code());
        out.writeStringField("detail", rejection.detail());
    }

    private static Answer ok(JsonBody.Members members) {
        return new Answer(200, MediaType.APPLICATION_JSON, false, JsonBody.of(members));
    }
}
