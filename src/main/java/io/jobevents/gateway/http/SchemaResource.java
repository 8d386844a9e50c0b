package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.event.EventSchema;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Serves the JSON schemas of the events and an index of them. No token is needed. */
@Path(SchemaResource.PATH)
@Singleton
@NonBlocking
public final class SchemaResource {

    static final String PATH = "/schemas";

    private static final String MEDIA_TYPE = "application/schema+json";

    private final Refusals refusals;
    private final Map<String, String> documents;
    private final byte[] index;

    SchemaResource(GatewayConfig config, Refusals refusals) {
        this.refusals = refusals;
        String base = config.schemas().baseUri();
        Map<String, String> byPath = new HashMap<>();
        for (EventSchema schema : EventSchema.values()) {
            byPath.put(schema.path(), schema.document(base));
            byPath.put(schema.flatPath(), schema.flatDocument(base));
        }
        this.documents = Map.copyOf(byPath);
        this.index = index(base);
    }

    private static byte[] index(String base) {
        return JsonBody.of(out -> {
                    out.writeArrayFieldStart("schemas");
                    for (EventSchema schema : EventSchema.values()) {
                        out.writeStartObject();
                        out.writeStringField("name", schema.kind());
                        out.writeNumberField("version", schema.version());
                        out.writeStringField("title", schema.title());
                        out.writeStringField("id", base + "/" + schema.path());
                        out.writeStringField("url", PATH + "/" + schema.path());
                        out.writeStringField("flatUrl", PATH + "/" + schema.flatPath());
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                })
                .getBytes();
    }

    /**
     * @param path {@code KIND/VERSION}; with {@code flat/} before it for the schema without recursion; empty for the
     * index
     */
    @GET
    @Path("{path: .*}")
    public Response schema(@PathParam("path") String path) {
        if (path.isEmpty()) {
            return Response.ok(index, MediaType.APPLICATION_JSON_TYPE).build();
        }
        return Optional.ofNullable(documents.get(path))
                .map(document -> Response.ok(document, MEDIA_TYPE).build())
                .orElseGet(() -> refusals.answer(Refusal.NOT_FOUND));
    }
}
