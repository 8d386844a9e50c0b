package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.event.EventSchema;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The schemas of the events, for everybody: no token is needed. */
@Path(SchemaResource.PATH)
@Singleton
@NonBlocking
public final class SchemaResource {

    static final String PATH = "/schemas";

    private static final String MEDIA_TYPE = "application/schema+json";

    private final Refusals refusals;
    private final Map<EventSchema, String> documents;

    SchemaResource(GatewayConfig config, Refusals refusals) {
        this.refusals = refusals;
        String base = config.schemas().baseUri();
        this.documents = Arrays.stream(EventSchema.values())
                .collect(Collectors.toUnmodifiableMap(schema -> schema, schema -> schema.document(base)));
    }

    /** The schema of that kind and major version. */
    @GET
    @Path("{path: .*}")
    public Response schema(@PathParam("path") String path) {
        return EventSchema.at(path)
                .map(schema -> Response.ok(documents.get(schema), MEDIA_TYPE).build())
                .orElseGet(() -> refusals.answer(Refusal.NOT_FOUND));
    }
}
