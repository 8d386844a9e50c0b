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
 * @param mayBeRepeated whether the header Retry-After asks the sender to repeat the callback
 */
record Answer(int status, String mediaType, boolean mayBeRepeated, Buffer body) {

    private static final String REPEAT_AFTER_SECONDS = "5";

    /** Writes it and ends the response. For a HEAD request the body is left out. */
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

    /** The answer as the return value of a resource or an exception mapper. */
    Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(mediaType).entity(body.getBytes());
        if (mayBeRepeated) {
            response.header(HttpHeaderNames.RETRY_AFTER.toString(), REPEAT_AFTER_SECONDS);
        }
        return response.build();
    }
}
