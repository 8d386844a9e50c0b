package io.jobevents.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.event.CallbackEvents.Encoded;
import io.jobevents.gateway.event.EncodedEvent;
import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.record.EventRecord.Header;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of {@link CloudEvent}: id, route, key and headers of an event's record. */
class CloudEventTest {

    /** The id is computed by {@code sha256sum} of the value. */
    @Test
    void jobRecord_hasAllHeadersInOrder() {
        EventRecord record = record(
                "{'JobsDetail':{'JobId':'j1','State':'Success','Tag':'transcode','EndTime':'2024-03-05 08:09:10+0800',"
                        + "'CreationTime':'2024-03-05T08:09:09+0800','Input':{'BucketId':'b-1','Region':'ap-x'}}}");

        assertThat(GoldenPairs.value(record))
                .isEqualTo(
                        "{\"jobId\":\"j1\",\"state\":\"Success\",\"tag\":\"transcode\",\"createdAt\":\"2024-03-05T08:09:09+08:00\","
                                + "\"endedAt\":\"2024-03-05T08:09:10+08:00\",\"input\":{\"bucket\":\"b-1\",\"region\":\"ap-x\"}}");
        assertThat(record.headers())
                .containsExactly(
                        new Header("ce_specversion", "1.0"),
                        new Header("ce_id", "j1-5f10724244cee6ca"),
                        new Header("ce_source", "/tencentcloud/ci/ap-x/b-1"),
                        new Header("ce_type", "io.jobevents.job.success"),
                        new Header("ce_subject", "j1"),
                        new Header("ce_partitionkey", "j1"),
                        new Header("ce_time", "2024-03-05T08:09:10+08:00"),
                        new Header("ce_dataschema", "urn:jobevents:schemas/job-event/1"),
                        new Header("content-type", "application/json"),
                        new Header("ce_jobtag", "transcode"),
                        new Header("ce_jobstate", "Success"),
                        new Header("ce_origin", "default"));
        assertThat(record.id()).isEqualTo("j1-5f10724244cee6ca");
        assertThat(record.key()).isEqualTo("j1");
        assertThat(record.route()).isEqualTo(Route.of("jobs.success.transcode", List.of("jobs.success.other")));
        assertThat(record.receivedAt()).isEqualTo(GoldenPairs.RECEIVED_AT);
    }

    @Test
    void workflowRecord_hasAllHeadersInOrder() {
        EventRecord record = record("{'WorkflowExecution':{'RunId':'i1','State':'Running'}}");

        assertThat(GoldenPairs.value(record)).isEqualTo("{\"runId\":\"i1\",\"state\":\"Running\"}");
        assertThat(record.headers())
                .containsExactly(
                        new Header("ce_specversion", "1.0"),
                        new Header("ce_id", "i1-c218ca8e19717e15"),
                        new Header("ce_source", "/tencentcloud/ci/-/-"),
                        new Header("ce_type", "io.jobevents.workflow.running"),
                        new Header("ce_subject", "i1"),
                        new Header("ce_partitionkey", "i1"),
                        new Header("ce_dataschema", "urn:jobevents:schemas/workflow-event/1"),
                        new Header("content-type", "application/json"),
                        new Header("ce_origin", "default"));
        assertThat(record.key()).isEqualTo("i1");
        assertThat(record.route()).isEqualTo(Route.of("workflows.other", List.of()));
    }

    /** The id is computed by {@code sha256sum} of the value without the query of the frame's address. */
    @Test
    void moderationRecord_hasAllHeadersInOrder() {
        EventRecord record =
                record("{'EventName':'ReviewImage','JobsDetail':{'JobId':'si1','State':'Success','Result':1,"
                        + "'Label':'Ads','CreationTime':'2024-03-05T08:09:09+08:00','BucketId':'b-1','Region':'ap-x',"
                        + "'Snapshot':{'Url':'https://e.example.com/f.jpg?sign=1','Result':1}}}");

        assertThat(record.headers())
                .containsExactly(
                        new Header("ce_specversion", "1.0"),
                        new Header("ce_id", "si1-93ed847ab6022ac2"),
                        new Header("ce_source", "/tencentcloud/ci/ap-x/b-1"),
                        new Header("ce_type", "io.jobevents.moderation.block"),
                        new Header("ce_subject", "si1"),
                        new Header("ce_partitionkey", "si1"),
                        new Header("ce_time", "2024-03-05T08:09:09+08:00"),
                        new Header("ce_dataschema", "urn:jobevents:schemas/moderation-event/1"),
                        new Header("content-type", "application/json"),
                        new Header("ce_jobstate", "Success"),
                        new Header("ce_kind", "image"),
                        new Header("ce_verdict", "block"),
                        new Header("ce_label", "Ads"),
                        new Header("ce_origin", "default"));
        assertThat(GoldenPairs.value(record)).contains("f.jpg?sign=1");
        assertThat(record.route())
                .isEqualTo(Route.of(
                        "moderation.block.image", List.of("moderation.block.other", "moderation.other.other")));
    }

    @ParameterizedTest
    @CsvSource({
        "Auditing, io.jobevents.job.auditing",
        "SNAPSHOTING, io.jobevents.job.snapshoting",
        "Invented, io.jobevents.job.other"
    })
    void type_hasAKnownState(String state, String type) {
        EventRecord record = record("{'JobsDetail':{'JobId':'j','State':'" + state + "'}}");

        assertThat(header(record, "ce_type")).containsExactly(type);
        assertThat(header(record, "ce_jobstate")).containsExactly(state);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-05T08:09:10Z, 2024-03-05T08:09:09Z, 2024-03-05T08:09:10Z",
        "-, 2024-03-05T08:09:09Z, 2024-03-05T08:09:09Z",
        "soon, 2024-03-05T08:09:09Z, 2024-03-05T08:09:09Z"
    })
    void time_isTheEnd_orElseTheStart(String end, String creation, String time) {
        String times = "'EndTime':'" + end + "','CreationTime':'" + creation + "'";
        EventRecord record = record("{'JobsDetail':{'JobId':'j','State':'s'," + times + "}}");

        assertThat(header(record, "ce_time")).containsExactly(time);
    }

    @Test
    void time_withoutEndAndStart_isLeftOut() {
        EventRecord record = record("{'JobsDetail':{'JobId':'j','State':'s','StartTime':'2024-03-05T08:09:10Z'}}");

        assertThat(header(record, "ce_time")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void source_isPercentEncoded(String input, String source) {
        EventRecord record = record("{'JobsDetail':{'JobId':'j','State':'s','Input':{" + input + "}}}");

        assertThat(header(record, "ce_source")).containsExactly("/tencentcloud/ci/" + source);
    }

    static Stream<Arguments> source_isPercentEncoded() {
        String longest = "b".repeat(255);
        return Stream.of(
                argumentSet("no bucket", "'Region':'r'", "r/-"),
                argumentSet("no region", "'BucketId':'b'", "-/b"),
                argumentSet("unreserved", "'BucketId':'aZ0-._~','Region':'r'", "r/aZ0-._~"),
                argumentSet("reserved", "'BucketId':'a/b ?%#:@','Region':'..'", "../a%2Fb%20%3F%25%23%3A%40"),
                argumentSet("beyond ASCII", "'BucketId':'é猫\\ud83d\\ude00'", "-/%C3%A9%E7%8C%AB%F0%9F%98%80"),
                argumentSet("longest", "'BucketId':'" + longest + "'", "-/" + longest),
                argumentSet("longer than any", "'BucketId':'" + longest + "b','Region':'" + longest + "é'", "-/-"));
    }

    @ParameterizedTest
    @MethodSource
    void extension_isShortenedAndPrintable(String tag, String extension) {
        EventRecord record = record("{'JobsDetail':{'JobId':'j','State':'" + tag + "','Tag':'" + tag + "'}}");

        assertThat(header(record, "ce_jobtag")).containsExactly(extension);
        assertThat(header(record, "ce_jobstate")).containsExactly(extension);
    }

    static Stream<Arguments> extension_isShortenedAndPrintable() {
        return Stream.of(
                argumentSet("control characters", "a\\tb\\u0085\\u007fc", "a\uFFFDb\uFFFD\uFFFDc"),
                argumentSet("beyond ASCII", "猫", "猫"),
                argumentSet("128 characters", "t".repeat(128), "t".repeat(128)),
                argumentSet("129 characters", "t".repeat(129), "t".repeat(128)),
                argumentSet("129 beyond the bottom plane", "\uD83D\uDE00".repeat(129), "\uD83D\uDE00".repeat(128)));
    }

    @Test
    void replayed_hasTheTimesOfReplayAndFirstReceipt() {
        Instant replayedAt = GoldenPairs.RECEIVED_AT.plus(Duration.ofDays(3));
        Encoded encoded =
                GoldenPairs.EVENTS.encode(GoldenPairs.decode("{\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"s\"}}"));
        EncodedEvent event = encoded.events().getFirst();

        EventRecord delivered = GoldenPairs.ENVELOPE.record(event, GoldenPairs.RECEIPT);
        EventRecord replayed =
                GoldenPairs.ENVELOPE.record(event, Receipt.replayed("media", replayedAt, GoldenPairs.RECEIVED_AT));

        assertThat(replayed.id()).isEqualTo(delivered.id());
        assertThat(replayed.receivedAt()).isEqualTo(replayedAt);
        assertThat(replayed.headers())
                .endsWith(
                        new Header("ce_jobstate", "s"),
                        new Header("ce_origin", "media"),
                        new Header("ce_receivedat", "2024-05-20T06:07:08.009Z"));
        assertThat(delivered.headers()).extracting(Header::name).doesNotContain("ce_receivedat");
    }

    @Test
    void trace_followsTheOrigin() {
        TraceContext trace = new TraceContext("00-1-2-01", Optional.of("vendor=1"));
        Encoded encoded =
                GoldenPairs.EVENTS.encode(GoldenPairs.decode("{\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"s\"}}"));

        EventRecord record = GoldenPairs.ENVELOPE.record(
                encoded.events().getFirst(), Receipt.delivered("default", GoldenPairs.RECEIVED_AT, Optional.of(trace)));

        assertThat(record.headers())
                .endsWith(
                        new Header("ce_jobstate", "s"),
                        new Header("ce_origin", "default"),
                        new Header("traceparent", "00-1-2-01"),
                        new Header("tracestate", "vendor=1"));
    }

    @Test
    void missingTag_givesNoHeader() {
        assertThat(header(record("{'JobsDetail':{'JobId':'j','State':'s'}}"), "ce_jobtag"))
                .isEmpty();
    }

    private static EventRecord record(String body) {
        return GoldenPairs.records(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .getFirst();
    }

    private static List<String> header(EventRecord record, String name) {
        return record.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .toList();
    }
}
