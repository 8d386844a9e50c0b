package io.jobevents.gateway.http;

import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * An answer that is not success: a problem detail (RFC 9457). The {@code reason} is one word of a closed set, the {@code
 * detail} a sentence for people.
 *
 * @param title the same for all problems of that reason
 */
record Problem(int status, String reason, String title, String detail) {

    static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    private static final String TYPE = "urn:jobevents:problems:";
    private static final String REPEAT_AFTER_SECONDS = "5";

    static final Problem UNAUTHORIZED = new Problem(
            401,
            "unauthorized",
            "No valid token",
            "Post with ?token=… in the URL or Authorization: Bearer …, with a token of gateway.http.tokens.");
    static final Problem NOT_FOUND =
            new Problem(404, "not-found", "Nothing here", "This gateway takes callbacks at another path.");
    static final Problem TOO_MANY_IN_FLIGHT = new Problem(
            503,
            "too-many-in-flight",
            "Too much at once",
            "More callbacks are being handled than may be; repeat later.");
    static final Problem STOPPING =
            new Problem(503, "stopping", "The gateway is stopping", "Another gateway takes the callback; repeat it.");
    static final Problem INCOMPLETE_BODY =
            new Problem(408, "incomplete-body", "Incomplete body", "The body did not arrive in time; repeat it.");
    static final Problem BUG = new Problem(
            500, "internal-error", "Fault of the gateway", "The gateway failed; its log says more. Repeat.");

    static Problem methodNotAllowed(String allowed) {
        return new Problem(405, "method-not-allowed", "Method not allowed", "Allowed here: " + allowed + ".");
    }

    static Problem bodyTooLarge(long limit) {
        return new Problem(413, "body-too-large", "Body too large", "A callback may have at most " + limit + " bytes.");
    }

    static Problem rejected(int status, Rejection rejection) {
        return new Problem(status, rejection.reason().code(), "The callback was rejected", rejection.detail());
    }

    Response toResponse() {
        return toResponse(List.of());
    }

    /** @param rejected parts of the callback that are at fault, each with its own reason */
    Response toResponse(List<RejectedPart> rejected) {
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(body(rejected));
        if (status == 503) {
            response.header(HttpHeaders.RETRY_AFTER, REPEAT_AFTER_SECONDS);
        }
        return response.build();
    }

    private byte[] body(List<RejectedPart> rejected) {
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
