package io.jobevents.gateway.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobevents.gateway.event.EventSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The schemas of the events as components of a self-contained document: each definition is a separate component, named
 * after its schema, such as {@code JobEventInput}, and references point to the components.
 *
 * <p>AsyncAPI's own schemas are JSON Schema draft-07, which ignores members beside a reference. So a reference with a
 * description becomes {@code allOf} of the reference; otherwise the schemas mean the same in both drafts.
 */
final class PayloadSchemas {

    private static final String DEFINITIONS = "$defs";
    private static final String REFERENCE = "$ref";
    private static final String LOCAL = "#/$defs/";

    private final String name;

    private PayloadSchemas(String name) {
        this.name = name;
    }

    /** Adds the schemas of all kinds to the components. */
    static void addTo(ObjectNode components) {
        for (EventSchema schema : EventSchema.values()) {
            new PayloadSchemas(name(schema)).add(document(schema), components);
        }
    }

    /** The name of the component, such as {@code JobEvent}. */
    static String name(EventSchema schema) {
        return Arrays.stream(schema.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static ObjectNode document(EventSchema schema) {
        try {
            return (ObjectNode) Template.JSON.readTree(schema.document(EventSchema.PACKAGED_BASE));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The schema " + schema.path() + " is no JSON", e);
        }
    }

    private void add(ObjectNode schema, ObjectNode components) {
        JsonNode definitions = schema.path(DEFINITIONS);
        schema.remove(List.of(DEFINITIONS, "$schema", "$id"));
        components.set(name, rooted(schema));
        definitions
                .properties()
                .forEach(definition -> components.set(component(definition.getKey()), rooted(definition.getValue())));
    }

    private String component(String definition) {
        return name + Character.toUpperCase(definition.charAt(0)) + definition.substring(1);
    }

    private JsonNode rooted(JsonNode node) {
        return switch (node) {
            case ArrayNode array -> {
                ArrayNode rooted = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> rooted.add(rooted(element)));
                yield rooted;
            }
            case ObjectNode object when object.path(REFERENCE).isTextual() -> reference(object);
            case ObjectNode object -> {
                ObjectNode rooted = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(member -> rooted.set(member.getKey(), rooted(member.getValue())));
                yield rooted;
            }
            case JsonNode other -> other;
        };
    }

    private ObjectNode reference(ObjectNode referring) {
        String target = referring.path(REFERENCE).textValue();
        if (!target.startsWith(LOCAL)) {
            throw new IllegalStateException("A schema refers to " + target);
        }
        ObjectNode reference = JsonNodeFactory.instance
                .objectNode()
                .put(REFERENCE, "#/components/schemas/" + component(target.substring(LOCAL.length())));
        if (referring.size() == 1) {
            return reference;
        }
        ObjectNode rooted = referring.deepCopy();
        rooted.remove(REFERENCE);
        rooted.putArray("allOf").add(reference);
        return rooted;
    }
}
