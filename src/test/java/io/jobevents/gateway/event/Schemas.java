package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Validation by the packaged schemas, as shipped and closed. A closed schema forbids unnamed members, which finds misspelt ones; the
 * shipped schemas are open.
 */
final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<EventSchema, Schema> SHIPPED = new EnumMap<>(EventSchema.class);
    private static final Map<EventSchema, Schema> CLOSED = new EnumMap<>(EventSchema.class);

    static {
        for (EventSchema schema : EventSchema.values()) {
            SHIPPED.put(schema, REGISTRY.getSchema(schema.document("urn:jobevents:schemas")));
            CLOSED.put(schema, REGISTRY.getSchema(closed(schema.document("urn:jobevents:closed"))));
        }
    }

    private Schemas() {}

    /** The event's errors by the shipped schema. */
    static List<Error> errors(EventSchema schema, String event) {
        return validate(SHIPPED.get(schema), event);
    }

    /** A schema from a text. */
    static Schema of(String document) {
        return REGISTRY.getSchema(document);
    }

    /** The event's errors by the closed schema. */
    static List<Error> closedErrors(EventSchema schema, String event) {
        return validate(CLOSED.get(schema), event);
    }

    /** The event's errors by that schema. */
    static List<Error> validate(Schema schema, String event) {
        return schema.validate(
                event,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static String closed(String document) {
        try {
            JsonNode schema = JSON.readTree(document);
            close(schema);
            return schema.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(JsonNode node) {
        boolean named = node.path("type").asText().equals("object") && node.has("properties");
        if (named && !node.has("additionalProperties")) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.forEach(Schemas::close);
    }
}
