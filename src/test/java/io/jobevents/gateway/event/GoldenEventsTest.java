package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of the golden pairs: each file of {@code callbacks} gives exactly the lines of the file of the same name in {@code events},
 * one event a line. XML and JSON of one name share that file, so they give the same bytes.
 */
class GoldenEventsTest {

    @Test
    void directories_havePairs() {
        Set<String> callbacks = names(GoldenPairs.callbacks());
        Set<String> events = names(GoldenPairs.events());

        assertThat(callbacks.size()).isGreaterThan(100);
        assertThat(without(callbacks, events)).as("callbacks without events").isEmpty();
        assertThat(without(events, callbacks)).as("events without callbacks").isEmpty();
    }

    @Test
    void tags_haveSuccessAndFailureInBothFormats() {
        Set<String> files = GoldenPairs.callbacks().stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());

        List<String> complete = GoldenPairs.CATALOGUE.parts().stream()
                .filter(tag -> Stream.of("-success", "-failed")
                        .allMatch(
                                state -> files.contains(tag + state + ".xml") && files.contains(tag + state + ".json")))
                .toList();

        assertThat(complete).hasSizeGreaterThanOrEqualTo(25);
    }

    /** Checks the names of files. The simple form exists only in JSON. */
    @Test
    void kindOfModeration_hasEachOutcome() {
        Set<String> files = GoldenPairs.callbacks().stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());

        for (String outcome : List.of("pass", "block", "review", "failed")) {
            for (String kind : List.of("image", "text", "video", "live", "audio", "document", "webpage")) {
                String name = "moderation-" + kind + "-" + outcome;
                assertThat(files).contains(name + ".xml", name + ".json");
            }
        }
        for (String outcome : List.of("pass", "block", "review")) {
            for (String kind : List.of("image", "text", "video", "audio")) {
                assertThat(files).contains("moderation-simple-" + kind + "-" + outcome + ".json");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void callback_givesTheGoldenEvents(Path callback) {
        String expected = new String(GoldenPairs.read(events(callback)), StandardCharsets.UTF_8);

        String events = GoldenPairs.records(GoldenPairs.read(callback)).stream()
                .map(record -> GoldenPairs.value(record) + "\n")
                .collect(Collectors.joining());

        FirstDifference.of(expected, events).ifPresent(difference -> {
            throw new AssertionError("callbacks/%s does not give events/%s: %s"
                    .formatted(
                            callback.getFileName(), events(callback).normalize().getFileName(), difference));
        });
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void event_isValid(Path callback) {
        assertThat(GoldenPairs.records(GoldenPairs.read(callback))).isNotEmpty().allSatisfy(record -> {
            assertThat(Schemas.errors(GoldenPairs.schema(record), GoldenPairs.value(record)))
                    .isEmpty();
            assertThat(Schemas.closedErrors(GoldenPairs.schema(record), GoldenPairs.value(record)))
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("invalidEvents")
    void invalidEvent_isInvalidBySchema(EventSchema schema, String event) {
        assertThat(Schemas.errors(schema, event)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("unknownMembers")
    void unknownMember_isInvalidOnlyByTheClosedSchema(EventSchema schema, String event) {
        assertThat(Schemas.errors(schema, event)).isEmpty();
        assertThat(Schemas.closedErrors(schema, event)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void unknownWord_isValid(EventSchema schema, String event) {
        assertThat(Schemas.closedErrors(schema, event)).isEmpty();
    }

    static Stream<Arguments> unknownWord_isValid() {
        return Stream.of(
                job("state", "{'jobId':'j','state':'Odd'}"),
                job("tag", "{'jobId':'j','state':'Success','tag':'Odd'}"),
                job("warning", "{'jobId':'j','state':'Success','warnings':['odd','value-cut']}"),
                workflow("state", "{'runId':'i','state':'Odd'}"),
                workflow("warning", "{'runId':'i','state':'Success','warnings':['odd']}"));
    }

    static Stream<Arguments> callbacks() {
        return GoldenPairs.callbacks().stream()
                .map(file -> argumentSet(file.getFileName().toString(), file));
    }

    static Stream<Arguments> invalidEvents() {
        return Stream.of(
                job("no id", "{'state':'Success'}"),
                job("no state", "{'jobId':'j'}"),
                job("empty id", "{'jobId':'','state':'Success'}"),
                job("control character in the id", "{'jobId':'a\\u0085b','state':'Success'}"),
                job("long id", "{'jobId':'" + "j".repeat(257) + "','state':'Success'}"),
                job("null", "{'jobId':'j','state':'Success','code':null}"),
                job("empty text", "{'jobId':'j','state':'Success','code':''}"),
                job("number for text", "{'jobId':'j','state':'Success','code':0}"),
                job("text for integer", "{'jobId':'j','state':'Success','progress':'100'}"),
                job("fraction for integer", "{'jobId':'j','state':'Success','progress':0.5}"),
                job("long event name", "{'jobId':'j','state':'Success','eventName':'" + "e".repeat(256) + "'}"),
                job("time without offset", "{'jobId':'j','state':'Success','endedAt':'2024-05-20T01:02:03'}"),
                job("time with a blank", "{'jobId':'j','state':'Success','endedAt':'2024-05-20 01:02:03+08:00'}"),
                job("offset without colon", "{'jobId':'j','state':'Success','endedAt':'2024-05-20T01:02:03+0800'}"),
                job("day of no month", "{'jobId':'j','state':'Success','endedAt':'2024-02-31T01:02:03+08:00'}"),
                job("empty input", "{'jobId':'j','state':'Success','input':{}}"),
                job("header of one value in a list", "{'jobId':'j','state':'S','input':{'headers':{'a':['b']}}}"),
                job("empty outputs", "{'jobId':'j','state':'Success','outputs':[]}"),
                job("output without key", "{'jobId':'j','state':'Success','outputs':[{'bucket':'b'}]}"),
                job("long key", "{'jobId':'j','state':'S','outputs':[{'key':'" + "k".repeat(1025) + "'}]}"),
                job("sprite false", "{'jobId':'j','state':'Success','outputs':[{'key':'k','sprite':false}]}"),
                job("text for a media number", "{'jobId':'j','state':'S','media':{'format':{'size':'1'}}}"),
                job("number for a rate", "{'jobId':'j','state':'S','media':{'video':[{'fps':25}]}}"),
                job("stream that is no list", "{'jobId':'j','state':'S','media':{'video':{'index':0}}}"),
                job("number in details", "{'jobId':'j','state':'Success','details':{'a':1}}"),
                job("list in a list in details", "{'jobId':'j','state':'S','details':{'a':[['b','c'],'d']}}"),
                job("null deep in details", "{'jobId':'j','state':'Success','details':{'a':{'b':['c',null]}}}"),
                job("empty warning", "{'jobId':'j','state':'Success','warnings':['']}"),
                job("warning twice", "{'jobId':'j','state':'S','warnings':['value-cut','value-cut']}"),
                workflow("no id", "{'state':'Success'}"),
                workflow("no state", "{'runId':'i'}"),
                workflow("task that is no object", "{'runId':'i','state':'Success','tasks':['Start']}"),
                workflow("empty task", "{'runId':'i','state':'Success','tasks':[{}]}"),
                workflow("time of a task", "{'runId':'i','state':'S','tasks':[{'startedAt':'-'}]}"));
    }

    static Stream<Arguments> unknownMembers() {
        return Stream.of(
                job("event", "{'jobId':'j','state':'Success','Code':'a'}"),
                job("input", "{'jobId':'j','state':'Success','input':{'object':'a'}}"),
                job("output", "{'jobId':'j','state':'Success','outputs':[{'key':'k','md5sum':'a'}]}"),
                job("requested output", "{'jobId':'j','state':'Success','requestedOutput':{'key':'a'}}"),
                job("template", "{'jobId':'j','state':'Success','template':{'templateId':'a'}}"),
                job("workflow", "{'jobId':'j','state':'Success','workflow':{'name':'a'}}"),
                job("media", "{'jobId':'j','state':'Success','media':{'subtitle':[{'index':0}]}}"),
                job("format", "{'jobId':'j','state':'Success','media':{'format':{'fps':'1'}}}"),
                job("video", "{'jobId':'j','state':'Success','media':{'video':[{'channel':1}]}}"),
                job("audio", "{'jobId':'j','state':'Success','media':{'audio':[{'width':1}]}}"),
                job("subtitle", "{'jobId':'j','state':'Success','media':{'subtitles':[{'codecName':'a'}]}}"),
                workflow("event", "{'runId':'i','state':'Success','endedAt':'a'}"),
                workflow("input", "{'runId':'i','state':'Success','input':{'region':'a'}}"),
                workflow("task", "{'runId':'i','state':'Success','tasks':[{'tag':'a'}]}"),
                workflow("template", "{'runId':'i','state':'S','tasks':[{'template':{'templateId':'a'}}]}"));
    }

    private static Arguments job(String what, String event) {
        return argumentSet("job: " + what, EventSchema.JOB_EVENT, event.replace('\'', '"'));
    }

    private static Arguments workflow(String what, String event) {
        return argumentSet("workflow: " + what, EventSchema.WORKFLOW_EVENT, event.replace('\'', '"'));
    }

    private static Path events(Path callback) {
        return callback.resolveSibling("../events/" + GoldenPairs.name(callback) + ".json");
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        Set<String> alone = new TreeSet<>(names);
        alone.removeAll(others);
        return alone;
    }

    private static Set<String> names(List<Path> files) {
        return files.stream().map(GoldenPairs::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
