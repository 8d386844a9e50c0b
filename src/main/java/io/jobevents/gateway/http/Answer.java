package io.jobevents.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.Response;

/**
 * An answer with a JSON body.
 *
 * @param mayBeRepeated whether the sender is told to post again, and when
 */
record Answer(int status, String mediaType, boolean mayBeRepeated, Buffer body) {

    private static final String REPEAT_AFTER_SECONDS = "5";

    /** Ends the response with it. */
    void write(HttpServerResponse response) {
        response.setStatusCode(status).putHeader(HttpHeaderNames.CONTENT_TYPE, mediaType);
        if (mayBeRepeated) {
            response.putHeader(HttpHeaderNames.RETRY_AFTER, REPEAT_AFTER_SECONDS);
        }
        response.end(body);
    }

    /** As what a resource or an exception mapper returns. */
    Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(mediaType).entity(body.getBytes());
        if (mayBeRepeated) {
            response.header(HttpHeaderNames.RETRY_AFTER.toString(), REPEAT_AFTER_SECONDS);
        }
        return response.build();
    }
}
