package io.jobevents.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;

/**
 * An answer with a JSON body.
 *
 * @param mayBeRepeated whether the sender is told to post again, and when
 */
record Answer(int status, String mediaType, boolean mayBeRepeated, Buffer body) {

    private static final String REPEAT_AFTER_SECONDS = "5";

    /** Ends the response with it; of the answer to a HEAD the head alone is sent. */
    void write(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        response.setStatusCode(status).putHeader(HttpHeaderNames.CONTENT_TYPE, mediaType);
        if (mayBeRepeated) {
            response.putHeader(HttpHeaderNames.RETRY_AFTER, REPEAT_AFTER_SECONDS);
        }
        if (routing.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
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
