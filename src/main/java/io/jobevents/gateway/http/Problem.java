package io.jobevents.gateway.http;

import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
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
        if (mayBeRepeated()) {
            response.header(HttpHeaders.RETRY_AFTER, REPEAT_AFTER_SECONDS);
        }
        return response.build();
    }

    /** Answers a request that does not reach Quarkus REST. */
    void answer(HttpServerResponse response) {
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE.toString());
        if (mayBeRepeated()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, REPEAT_AFTER_SECONDS);
        }
        response.end(Buffer.buffer(body(List.of())));
    }

    private boolean mayBeRepeated() {
        return status == 429 || status == 503;
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
