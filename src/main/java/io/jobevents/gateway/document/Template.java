package io.jobevents.gateway.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document with placeholders, <code>{{name}}</code>. A text that is a whole placeholder becomes the value; a
 * placeholder inside a text becomes the value's text. A placeholder without a value, and a value without a placeholder,
 * are bugs.
 */
final class Template {

    static final ObjectMapper JSON = new ObjectMapper();
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z0-9-]+)}}");

    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withSeparators(Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withArrayEmptySeparator("")
                    .withObjectEmptySeparator(""));

    private final Map<String, ? extends JsonNode> values;
    private final Set<String> used = new HashSet<>();

    private Template(Map<String, ? extends JsonNode> values) {
        this.values = values;
    }

    /** The packaged template of that name with its placeholders replaced. */
    static ObjectNode filled(String name, Map<String, ? extends JsonNode> values) {
        Template template = new Template(values);
        ObjectNode document = (ObjectNode) template.filled(resource(name));
        if (!template.used.equals(values.keySet())) {
            throw new IllegalStateException(name + " has no place for all of " + values.keySet());
        }
        return document;
    }

    /** A packaged document without placeholders. */
    static JsonNode resource(String name) {
        try (var packaged = Template.class.getResourceAsStream("/documents/" + name)) {
            if (packaged == null) {
                throw new IllegalStateException("The document " + name + " is not packaged");
            }
            return JSON.readTree(packaged);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the packaged document " + name, e);
        }
    }

    /** The document as indented JSON, for people and small diffs. */
    static String written(JsonNode document) {
        try {
            return JSON.writer(PRINTER).writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing to memory", e);
        }
    }

    static JsonNode text(String text) {
        return NODES.textNode(text);
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private JsonNode filled(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode filled = NODES.objectNode();
                object.properties().forEach(member -> filled.set(inText(member.getKey()), filled(member.getValue())));
                yield filled;
            }
            case ArrayNode array -> {
                ArrayNode filled = NODES.arrayNode();
                array.forEach(element -> filled.add(filled(element)));
                yield filled;
            }
            case TextNode text when PLACE.matcher(text.textValue()).matches() -> value(text.textValue());
            case TextNode text -> NODES.textNode(inText(text.textValue()));
            case JsonNode other -> other;
        };
    }

    private String inText(String text) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(value(place).asText()));
    }

    private JsonNode value(MatchResult place) {
        String name = place.group(1);
        JsonNode value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("No value for the place " + name);
        }
        used.add(name);
        return value;
    }

    private JsonNode value(String place) {
        var matcher = PLACE.matcher(place);
        return matcher.matches() ? value(matcher.toMatchResult()) : text(place);
    }
}
