package io.jobevents.gateway.http;

import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * An answer other than success, as a problem detail (RFC 9457).
 *
 * @param reason a word of a closed set
 * @param title the same for all problems with that reason
 * @param detail a sentence for people
 * @param rejected the rejected parts of the callback
 */
record Problem(int status, String reason, String title, String detail, List<RejectedPart> rejected) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE = "urn:jobevents:problems:";

    Problem(int status, String reason, String title, String detail) {
        this(status, reason, title, detail, List.of());
    }

    static Problem rejected(int status, Rejection rejection, List<RejectedPart> parts) {
        return new Problem(status, rejection.reason().code(), "The callback was rejected", rejection.detail(), parts);
    }

    Answer answer() {
        return new Answer(status, MEDIA_TYPE, status == 429 || status == 503, body());
    }

    private Buffer body() {
        return JsonBody.of(out -> {
            out.writeStringField("type", TYPE + reason);
            out.writeStringField("title", title);
            out.writeNumberField("status", status);
            out.writeStringField("detail", detail);
            out.writeStringField("reason", reason);
            Answers.writeRejected(out, rejected);
        });
    }
}
