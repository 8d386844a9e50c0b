package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that the current schemas and events are compatible with those of the last release. {@code src/test/resources/released} has
 * its schema of each kind of event, and its golden events, one a line. A release replaces them with {@code -Dreleased.write=true}, which
 * fails if they are incompatible: that needs a new major version.
 */
class CompatibilityTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RELEASED = Path.of("src", "test", "resources", "released");

    @ParameterizedTest
    @MethodSource("released")
    void schema_isCompatible(EventSchema schema) throws IOException {
        assertThat(SchemaBreaks.between(releasedSchema(schema), today(schema))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("released")
    void releasedEvents_areValidByTheCurrentSchema(EventSchema schema) throws IOException {
        List<String> events = Files.readAllLines(file(schema, ".jsonl"));

        assertThat(events)
                .hasSizeGreaterThan(2)
                .allSatisfy(event -> assertThat(Schemas.errors(schema, event)).isEmpty());
    }

    /** A consumer that validates may still use the released schema. */
    @ParameterizedTest
    @MethodSource("released")
    void currentEvents_areValidByTheReleasedSchema(EventSchema schema) throws IOException {
        Schema released = Schemas.of(releasedSchema(schema).toString());

        assertThat(goldenEvents(schema))
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(Schemas.validate(released, event)).isEmpty());
    }

    @Test
    void releasedKinds_exist() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(EventSchema.at(
                                    RELEASED.relativize(file).toString().replaceFirst("\\.jsonl?$", "")))
                            .isPresent());
        }
    }

    @ParameterizedTest
    @EnumSource
    void edition_isReplacedOnRequest(EventSchema schema) throws IOException {
        if (Boolean.getBoolean("released.write")) {
            if (Files.exists(file(schema, ".json"))) {
                assertThat(SchemaBreaks.between(releasedSchema(schema), today(schema)))
                        .as("breaks, which need a new major version")
                        .isEmpty();
            }
            Files.createDirectories(file(schema, ".json").getParent());
            Files.writeString(file(schema, ".json"), schema.document("urn:jobevents:schemas"));
            Files.write(file(schema, ".jsonl"), goldenEvents(schema));
        }

        assertThat(Files.exists(file(schema, ".jsonl"))).isEqualTo(Files.exists(file(schema, ".json")));
    }

    /** The kinds of the last release; later ones have no released schema to be compatible with. */
    static Stream<EventSchema> released() {
        return Stream.of(EventSchema.values()).filter(schema -> Files.exists(file(schema, ".json")));
    }

    @ParameterizedTest
    @MethodSource
    void break_isFound(EventSchema schema, Consumer<ObjectNode> change, String sentence) throws IOException {
        ObjectNode changed = today(schema);
        change.accept(changed);

        assertThat(SchemaBreaks.between(today(schema), changed)).contains(sentence);
    }

    static Stream<Arguments> break_isFound() {
        return Stream.of(
                job("member removed", s -> members(s).remove("queueId"), "/queueId is removed or renamed."),
                job("member renamed", s -> renamed(members(s), "queueId", "queue"), "/queueId is removed or renamed."),
                job(
                        "member of a list's items removed",
                        s -> members(s, "output").remove("md5"),
                        "/outputs[]/md5 is removed or renamed."),
                job(
                        "member of media removed",
                        s -> members(s, "video").remove("fps"),
                        "/media/video[]/fps is removed or renamed."),
                job(
                        "type",
                        s -> at(s, "/properties/progress").put("type", "string"),
                        "/progress had type \"integer\" and has \"string\"."),
                job(
                        "looser type",
                        s -> at(s, "/properties/progress").put("type", "number"),
                        "/progress had type \"integer\" and has \"number\"."),
                job(
                        "type of a definition",
                        s -> at(s, "/$defs/bitrate").put("type", "string"),
                        "/media/format/bitrate had type \"number\" and has \"string\"."),
                job(
                        "other definition",
                        s -> members(s).putObject("code").put("$ref", "#/$defs/headers"),
                        "/code had type \"string\" and has \"object\"."),
                job(
                        "list in the place of one",
                        s -> members(s)
                                .putObject("template")
                                .put("type", "array")
                                .putObject("items")
                                .put("$ref", "#/$defs/template"),
                        "/template had type \"object\" and has \"array\"."),
                job(
                        "items",
                        s -> at(s, "/properties/outputs/items").put("$ref", "#/$defs/template"),
                        "/outputs[]/key is removed or renamed."),
                job(
                        "forms of a detail",
                        s -> ((ArrayNode) s.at("/$defs/detail/anyOf"))
                                .addObject()
                                .put("type", "number"),
                        "/media/format/details/* was one of 3 forms and is one of 4."),
                job("newly required", s -> ((ArrayNode) s.at("/required")).add("tag"), "/tag is newly required."),
                job(
                        "newly required inside",
                        s -> at(s, "/$defs/input").putArray("required").add("key"),
                        "/input/key is newly required."),
                job("new and required", s -> requiredMember(s, "colour"), "/colour is newly required."),
                job(
                        "no longer required",
                        s -> ((ArrayNode) s.at("/required")).remove(1),
                        "/state is no longer required."),
                job(
                        "open set closed",
                        s -> at(s, "/$defs/tag").putArray("enum").add("Transcode"),
                        "/tag was an open set and is closed."),
                job(
                        "open text closed",
                        s -> at(s, "/properties/subTag").put("const", "DigitalWatermark"),
                        "/subTag was an open set and is closed."),
                job(
                        "warnings closed",
                        s -> at(s, "/$defs/warnings/items").putArray("enum").add("value-cut"),
                        "/warnings[] was an open set and is closed."),
                job(
                        "word of an open set gone",
                        s -> ((ArrayNode) s.at("/$defs/tag/examples")).remove(0),
                        "/tag no longer lists Transcode."),
                job(
                        "constant",
                        s -> at(s, "/$defs/output/properties/sprite").put("const", false),
                        "/outputs[]/sprite no longer allows true."),
                job(
                        "constant opened",
                        s -> at(s, "/$defs/output/properties/sprite").remove("const"),
                        "/outputs[]/sprite was a closed set and is open."),
                job("no more members", s -> s.put("additionalProperties", false), "/* was any and is false."),
                job(
                        "no more members inside",
                        s -> at(s, "/$defs/input").put("additionalProperties", false),
                        "/input/* was any and is false."),
                job(
                        "shorter",
                        s -> at(s, "/$defs/output/properties/key").put("maxLength", 512),
                        "/outputs[]/key had maxLength 1024 and has 512."),
                job(
                        "longer",
                        s -> at(s, "/properties/jobId").put("maxLength", 512),
                        "/jobId had maxLength 256 and has 512."),
                job(
                        "perhaps empty",
                        s -> at(s, "/$defs/text").remove("minLength"),
                        "/subTag had minLength 1 and has any."),
                job(
                        "other pattern",
                        s -> at(s, "/$defs/time").put("pattern", "^.*$"),
                        "/createdAt had pattern " + today(EventSchema.JOB_EVENT).at("/$defs/time/pattern")
                                + " and has \"^.*$\"."),
                job(
                        "other format",
                        s -> at(s, "/$defs/time").remove("format"),
                        "/createdAt had format \"date-time\" and has any."),
                moderation(
                        "member removed",
                        s -> members(s, "finding").remove("offsetMs"),
                        "/findings[]/offsetMs is removed or renamed."),
                moderation(
                        "open set closed",
                        s -> at(s, "/$defs/verdict").putArray("enum").add("pass"),
                        "/verdict was an open set and is closed."),
                workflow(
                        "member removed",
                        s -> members(s, "task").remove("jobId"),
                        "/tasks[]/jobId is removed or renamed."));
    }

    /** No current schema has a closed set of several words; a future one must not change either. */
    @Test
    void closedSet_mustNotChange() throws IOException {
        JsonNode released = JSON.readTree("{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}");

        assertThat(SchemaBreaks.between(released, JSON.readTree("{\"type\":\"string\",\"enum\":[\"b\",\"a\"]}")))
                .isEmpty();
        assertThat(SchemaBreaks.between(released, JSON.readTree("{\"type\":\"string\",\"enum\":[\"a\"]}")))
                .containsExactly("The event no longer allows b.");
        assertThat(SchemaBreaks.between(released, JSON.readTree("{\"type\":\"string\",\"const\":\"a\"}")))
                .containsExactly("The event no longer allows b.");
        assertThat(SchemaBreaks.between(released, JSON.readTree("{\"type\":\"string\",\"enum\":[\"a\",\"b\",\"c\"]}")))
                .containsExactly("The event was a closed set without c.");
    }

    @ParameterizedTest
    @MethodSource
    void addition_isNoBreak(EventSchema schema, Consumer<ObjectNode> change) throws IOException {
        ObjectNode changed = today(schema);
        change.accept(changed);

        assertThat(changed).isNotEqualTo(today(schema));
        assertThat(SchemaBreaks.between(today(schema), changed)).isEmpty();
    }

    static Stream<Arguments> addition_isNoBreak() {
        return Stream.of(
                growth("optional member", s -> members(s).putObject("colour").put("type", "string")),
                growth(
                        "optional member inside",
                        s -> members(s, "output").putObject("size").put("type", "integer")),
                growth(
                        "optional object that requires",
                        s -> members(s)
                                .putObject("owner")
                                .put("type", "object")
                                .putArray("required")
                                .add("name")),
                growth("word of an open set", s -> ((ArrayNode) s.at("/$defs/tag/examples")).insert(3, "HoloCast")),
                growth("warning", s -> ((ArrayNode) s.at("/$defs/warnings/items/examples")).add("odd")),
                growth("words for people", s -> at(s, "/properties/progress").put("description", "How far.")),
                growth("definition in its place", s -> members(s).set("subTag", s.at("/$defs/text"))),
                growth("definition of another name", s -> renamedText(s)),
                growth("other address", s -> s.put("$id", "https://events.example/schemas/job-event/1")));
    }

    private static void renamedText(ObjectNode schema) {
        at(schema, "/$defs").set("word", schema.at("/$defs/text"));
        members(schema).putObject("subTag").put("$ref", "#/$defs/word");
    }

    private static void requiredMember(ObjectNode schema, String name) {
        members(schema).putObject(name).put("type", "string");
        ((ArrayNode) schema.at("/required")).add(name);
    }

    private static void renamed(ObjectNode members, String name, String other) {
        members.set(other, members.remove(name));
    }

    private static ObjectNode members(ObjectNode schema) {
        return at(schema, "/properties");
    }

    private static ObjectNode members(ObjectNode schema, String definition) {
        return at(schema, "/$defs/" + definition + "/properties");
    }

    private static ObjectNode at(ObjectNode schema, String pointer) {
        return (ObjectNode) schema.at(pointer);
    }

    private static Arguments job(String what, Consumer<ObjectNode> change, String sentence) {
        return argumentSet("job: " + what, EventSchema.JOB_EVENT, change, sentence);
    }

    private static Arguments moderation(String what, Consumer<ObjectNode> change, String sentence) {
        return argumentSet("moderation: " + what, EventSchema.MODERATION_EVENT, change, sentence);
    }

    private static Arguments workflow(String what, Consumer<ObjectNode> change, String sentence) {
        return argumentSet("workflow: " + what, EventSchema.WORKFLOW_EVENT, change, sentence);
    }

    private static Arguments growth(String what, Consumer<ObjectNode> change) {
        return argumentSet(what, EventSchema.JOB_EVENT, change);
    }

    private static List<String> goldenEvents(EventSchema schema) {
        return GoldenPairs.events().stream()
                .flatMap(file -> new String(GoldenPairs.read(file), StandardCharsets.UTF_8).lines())
                .filter(event -> schema(event) == schema)
                .toList();
    }

    /** The kind of an event, by a required member that only that kind has. */
    private static EventSchema schema(String event) {
        if (event.startsWith("{\"runId\":")) {
            return EventSchema.WORKFLOW_EVENT;
        }
        return event.contains(",\"form\":") ? EventSchema.MODERATION_EVENT : EventSchema.JOB_EVENT;
    }

    private static JsonNode releasedSchema(EventSchema schema) throws IOException {
        return JSON.readTree(file(schema, ".json").toFile());
    }

    private static ObjectNode today(EventSchema schema) {
        try {
            return (ObjectNode) JSON.readTree(schema.document("urn:jobevents:schemas"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path file(EventSchema schema, String ending) {
        return RELEASED.resolve(schema.path() + ending);
    }
}
