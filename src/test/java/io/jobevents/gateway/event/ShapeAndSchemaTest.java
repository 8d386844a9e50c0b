package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.TagCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that the tables of members equal the schemas, which are written by hand, and that golden events have every member. */
class ShapeAndSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Compares both ways, as lists of lines. */
    @ParameterizedTest
    @EnumSource
    void members_areThoseOfTheSchema(EventSchema schema) {
        JsonNode document = document(schema);

        assertThat(tables(schema))
                .allSatisfy(table -> assertThat(lines(table.members(), "")).isEqualTo(lines(document, document, "")));
    }

    @ParameterizedTest
    @MethodSource
    void requiredMembers_areThoseOfTheSmallestEvent(EventSchema schema, String pointer, String smallest)
            throws Exception {
        JsonNode event = JSON.readTree(GoldenPairs.value(smallest.replace('\'', '"')));

        Set<String> required = new TreeSet<>();
        document(schema).at(pointer + "/required").forEach(name -> required.add(name.asText()));
        JsonNode object = pointer.endsWith("output") ? event.at("/outputs/0") : event;
        Set<String> written = names(object);
        if (schema == EventSchema.MODERATION_EVENT) {
            written.remove("eventName"); // the test's callback has it to be a moderation
        }
        assertThat(written).isEqualTo(required);
    }

    static Stream<Arguments> requiredMembers_areThoseOfTheSmallestEvent() {
        String files = "'Operation':{'MediaResult':{'OutputFile':{'ObjectName':'k'}}}";
        return Stream.of(
                argumentSet("job", EventSchema.JOB_EVENT, "", "{'JobsDetail':{'JobId':'j','State':'s'}}"),
                argumentSet(
                        "moderation",
                        EventSchema.MODERATION_EVENT,
                        "",
                        "{'EventName':'Review','JobsDetail':{'JobId':'j','State':'s'}}"),
                argumentSet(
                        "output",
                        EventSchema.JOB_EVENT,
                        "/$defs/output",
                        "{'JobsDetail':{'JobId':'j','State':'s'," + files + "}}"),
                argumentSet(
                        "workflow", EventSchema.WORKFLOW_EVENT, "", "{'WorkflowExecution':{'RunId':'i','State':'s'}}"));
    }

    @ParameterizedTest
    @EnumSource
    void otherObjects_requireNothing(EventSchema schema) {
        List<String> requiring = new ArrayList<>();
        document(schema).at("/$defs").properties().forEach(definition -> {
            if (definition.getValue().has("required")) {
                requiring.add(definition.getKey());
            }
        });

        assertThat(requiring).isEqualTo(schema == EventSchema.JOB_EVENT ? List.of("output") : List.of());
    }

    @ParameterizedTest
    @EnumSource
    void openSets_listTheKnownWords(EventSchema schema) {
        JsonNode definitions = document(schema).get("$defs");

        assertThat(words(definitions.at("/warnings/items/examples")))
                .isEqualTo(Arrays.stream(Warning.values()).map(Warning::code).toList());
        assertThat(words(definitions.at("/state/examples")))
                .extracting(word -> word.toLowerCase(Locale.ROOT))
                .isEqualTo(Arrays.stream(EventState.values())
                        .filter(state -> state != EventState.OTHER)
                        .map(EventState::word)
                        .toList());
        if (schema == EventSchema.JOB_EVENT) {
            assertThat(words(definitions.at("/tag/examples"))).isEqualTo(TagCatalogue.KNOWN);
        }
        if (schema == EventSchema.MODERATION_EVENT) {
            assertThat(words(definitions.at("/kind/examples")))
                    .isEqualTo(Arrays.stream(ModerationKind.values())
                            .map(ModerationKind::word)
                            .toList());
            assertThat(words(definitions.at("/verdict/examples")))
                    .isEqualTo(
                            Arrays.stream(Verdict.values()).map(Verdict::word).toList());
        }
    }

    /** No set of words is closed, so types generated from a schema accept new words. */
    @ParameterizedTest
    @EnumSource
    void sets_areOpen(EventSchema schema) {
        assertThat(document(schema).findValues("enum")).isEmpty();
    }

    @Test
    void member_occursInAGoldenEvent() throws Exception {
        Map<EventSchema, Set<String>> occurring = new TreeMap<>();
        for (var file : GoldenPairs.callbacks()) {
            for (EventRecord record : GoldenPairs.records(GoldenPairs.read(file))) {
                EventSchema schema = GoldenPairs.schema(record);
                collect(
                        tables(schema).getFirst().members(),
                        JSON.readTree(record.value()),
                        "",
                        occurring.computeIfAbsent(schema, key -> new TreeSet<>()));
            }
        }

        for (EventSchema schema : EventSchema.values()) {
            Set<String> named = new TreeSet<>(lines(tables(schema).getFirst().members(), "").stream()
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .toList());
            assertThat(occurring.get(schema)).isEqualTo(named);
        }
    }

    private static List<Shape> tables(EventSchema schema) {
        return switch (schema) {
            case JOB_EVENT -> List.of(JobShape.TABLE);
            case WORKFLOW_EVENT -> List.of(WorkflowShape.TABLE);
            case MODERATION_EVENT -> List.copyOf(ModerationShape.all());
        };
    }

    private static JsonNode document(EventSchema schema) {
        try {
            return JSON.readTree(schema.document("urn:x"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A line for each member of a table, in order: path and type. */
    private static List<String> lines(List<Member> members, String around) {
        List<String> lines = new ArrayList<>();
        for (Member member : members) {
            String path = around + member.name();
            switch (member.type()) {
                case Type.Scalar scalar -> lines.add(path + " " + word(scalar));
                case Type.Details details -> lines.add(path + " details");
                case Type.Special special ->
                    lines.add(path + " " + special.name().toLowerCase(Locale.ROOT));
                case Type.ObjectOf(List<Member> inner) -> {
                    lines.add(path + " object");
                    lines.addAll(lines(inner, path + "/"));
                }
                case Type.ListOf(Shape items) -> {
                    lines.add(path + " list");
                    lines.addAll(lines(items.members(), path + "/"));
                }
            }
        }
        return lines;
    }

    private static String word(Type.Scalar scalar) {
        return switch (scalar) {
            case TEXT, EVIDENCE_URL, CODE, VERDICT, FREEZE -> "text";
            case TIME, EPOCH_MILLIS -> "time";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case TRUE -> "true";
            case BOOLEAN -> "false or true";
        };
    }

    /** The same lines for an object of a schema. */
    private static List<String> lines(JsonNode document, JsonNode object, String around) {
        List<String> lines = new ArrayList<>();
        object.get("properties").properties().forEach(property -> {
            String path = around + property.getKey();
            String reference = property.getValue().path("$ref").asText();
            JsonNode value = resolved(document, property.getValue());
            JsonNode items = resolved(document, value.path("items"));
            String type = type(reference, value, items);
            lines.add(path + " " + type);
            if (type.equals("object")) {
                lines.addAll(lines(document, value, path + "/"));
            } else if (type.equals("list")) {
                lines.addAll(lines(document, items, path + "/"));
            }
        });
        return lines;
    }

    private static String type(String reference, JsonNode value, JsonNode items) {
        return switch (value.path("type").asText()) {
            case "string" -> value.path("format").asText().equals("date-time") ? "time" : "text";
            case "integer", "number" -> value.get("type").asText();
            case "boolean" -> value.path("const").asBoolean() ? "true" : "false or true";
            case "array" -> {
                assertThat(value.path("minItems").asInt()).as("no empty arrays").isEqualTo(1);
                yield items.path("type").asText().equals("object") ? "list" : "texts";
            }
            case "object" -> {
                boolean hasMember = value.path("minProperties").asInt() == 1 || value.has("required");
                assertThat(hasMember).as("no empty objects").isTrue();
                yield value.has("properties") ? "object" : reference.substring("#/$defs/".length());
            }
            default -> throw new AssertionError("A type that no member has: " + value);
        };
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private static void collect(List<Member> members, JsonNode object, String around, Set<String> occurring) {
        for (Member member : members) {
            JsonNode value = object.path(member.name());
            if (value.isMissingNode()) {
                continue;
            }
            String path = around + member.name();
            occurring.add(path);
            if (member.type() instanceof Type.ObjectOf(List<Member> inner)) {
                collect(inner, value, path + "/", occurring);
            } else if (member.type() instanceof Type.ListOf(Shape items)) {
                value.forEach(item -> collect(items.members(), item, path + "/", occurring));
            }
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> words(JsonNode examples) {
        List<String> words = new ArrayList<>();
        examples.forEach(word -> words.add(word.asText()));
        return words;
    }
}
