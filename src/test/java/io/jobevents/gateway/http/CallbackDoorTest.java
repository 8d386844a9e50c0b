package io.jobevents.gateway.http;

import static io.jobevents.gateway.testkit.broker.TopicReader.header;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.event.EventSchema;
import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.jobevents.gateway.testkit.broker.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint with default settings: requests, their answers, and the records on the topics. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
final class CallbackDoorTest {

    private static final String JOB = "<JobsDetail><JobId>%s</JobId><State>%s</State>%s</JobsDetail>";

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    LargeBodies largeBodies;

    private Sender sender;
    private TopicReader topics;

    @BeforeEach
    void connect() {
        sender = Sender.toReady(root, management);
        topics = new TopicReader(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    /** One record of a callback: its topic, key and value. */
    private record Expected(String topic, String key, String type, String value) {}

    static Stream<Arguments> published() {
        return Stream.of(
                argumentSet(
                        "XML, one job",
                        xml(JOB.formatted("a1", "Success", "<Tag>Tts</Tag>")),
                        List.of(expected("jobs.success.tts", "a1", "job.success", "Success", ",\"tag\":\"Tts\""))),
                argumentSet(
                        "XML, several jobs",
                        xml(JOB.formatted("a2", "Success", "<Tag>Tts</Tag>") + JOB.formatted("a3", "Failed", "")),
                        List.of(
                                expected("jobs.success.tts", "a2", "job.success", "Success", ",\"tag\":\"Tts\""),
                                expected("jobs.failed.untagged", "a3", "job.failed", "Failed", ""))),
                argumentSet(
                        "JSON, one job as an object",
                        "{\"JobsDetail\":{\"JobId\":\"a4\",\"State\":\"Running\",\"Tag\":\"NoSuchTag\"}}",
                        List.of(expected(
                                "jobs.other.other", "a4", "job.running", "Running", ",\"tag\":\"NoSuchTag\""))),
                argumentSet(
                        "JSON, several jobs in a Response",
                        "{\"Response\":{\"JobsDetail\":[{\"JobId\":\"a5\",\"State\":\"Success\"},"
                                + "{\"JobId\":\"a6\",\"State\":\"Weird\"}]}}",
                        List.of(
                                expected("jobs.success.untagged", "a5", "job.success", "Success", ""),
                                expected("jobs.other.untagged", "a6", "job.other", "Weird", ""))),
                argumentSet(
                        "workflow",
                        "<Response><WorkflowExecution><RunId>a7</RunId><State>Failed</State></WorkflowExecution></Response>",
                        List.of(new Expected(
                                "ci.workflows.failed",
                                "a7",
                                "io.jobevents.workflow.failed",
                                "{\"runId\":\"a7\",\"state\":\"Failed\"}"))),
                argumentSet(
                        "jobs and a workflow",
                        "{\"WorkflowExecution\":{\"RunId\":\"a8\",\"State\":\"Success\"},"
                                + "\"JobsDetail\":[{\"JobId\":\"a9\",\"State\":\"Success\"}]}",
                        List.of(
                                expected("jobs.success.untagged", "a9", "job.success", "Success", ""),
                                new Expected(
                                        "ci.workflows.success",
                                        "a8",
                                        "io.jobevents.workflow.success",
                                        "{\"runId\":\"a8\",\"state\":\"Success\"}"))));
    }

    private static Expected expected(String topic, String key, String type, String state, String more) {
        return new Expected(
                "ci." + topic,
                key,
                "io.jobevents." + type,
                "{\"jobId\":\"" + key + "\",\"state\":\"" + state + "\"" + more + "}");
    }

    @ParameterizedTest
    @MethodSource("published")
    void callback_isPublished(String body, List<Expected> events) {
        HttpResponse<String> answer = sender.post("/callbacks", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Sender.mediaType(answer)).isEqualTo("application/json");
        List<ConsumerRecord<String, byte[]>> records = events.stream()
                .map(event -> only(topics.withKey(event.topic(), event.key())))
                .toList();
        assertThat(answer.body())
                .isEqualTo("{\"outcome\":\"published\",\"events\":[\""
                        + String.join(
                                "\",\"",
                                records.stream()
                                        .map(consumed -> header(consumed, "ce_id"))
                                        .toList())
                        + "\"]}");
        for (int i = 0; i < events.size(); i++) {
            assertThat(records.get(i).value())
                    .asString(UTF_8)
                    .isEqualTo(events.get(i).value());
            assertThat(header(records.get(i), "ce_type"))
                    .isEqualTo(events.get(i).type());
        }
    }

    @Test
    void record_hasTheHeadersOfACloudEvent() throws Exception {
        Instant before = Instant.now();
        HttpResponse<String> answer = sender.post("/callbacks", xml("""
                <JobsDetail><JobId>b1</JobId><State>success</State><Tag>transCode</Tag>
                <EndTime>2025-05-14T09:30:22+0800</EndTime>
                <Input><BucketId>media-1300000042</BucketId><Region>ap-x y</Region></Input></JobsDetail>"""));

        ConsumerRecord<String, byte[]> consumed = only(topics.withKey("ci.jobs.success.transcode", "b1"));
        Map<String, String> headers = headers(consumed);
        String id = "b1-" + sha256(consumed.value()).substring(0, 16);
        assertThat(Sender.json(answer).at("/events/0").asText()).isEqualTo(id);
        assertThat(headers)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", id),
                        Map.entry("ce_source", "/tencentcloud/ci/ap-x%20y/media-1300000042"),
                        Map.entry("ce_type", "io.jobevents.job.success"),
                        Map.entry("ce_subject", "b1"),
                        Map.entry("ce_partitionkey", "b1"),
                        Map.entry("ce_time", "2025-05-14T09:30:22+08:00"),
                        Map.entry("ce_dataschema", "urn:jobevents:schemas/job-event/1"),
                        Map.entry("ce_jobtag", "transCode"),
                        Map.entry("ce_jobstate", "success"),
                        Map.entry("ce_origin", "default"),
                        Map.entry("content-type", "application/json")));
        assertThat(Instant.ofEpochMilli(consumed.timestamp())).isBetween(before.minusMillis(1), Instant.now());
    }

    @Test
    void largeBodyOverTheLimit_isUnavailable_whileOthersAreAccepted() {
        String large = xml(JOB.formatted("l1", "Success", "<UserData>" + "u".repeat(100_000) + "</UserData>"));
        CompletableFuture<String> decoding = new CompletableFuture<>();
        assertThat(largeBodies.decode(Integer.MAX_VALUE, decoding::join)).isTrue();

        HttpResponse<String> refused = sender.post("/callbacks", large);
        HttpResponse<String> small = sender.post("/callbacks", xml(JOB.formatted("l2", "Success", "")));
        decoding.complete("decoded");
        HttpResponse<String> repeated =
                await().until(() -> sender.post("/callbacks", large), answer -> answer.statusCode() != 503);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(Sender.mediaType(refused)).isEqualTo("application/problem+json");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(Sender.json(refused).at("/reason").asText()).isEqualTo("too-many-large-bodies");
        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(repeated.statusCode()).isEqualTo(200);
        assertThat(topics.withKey("ci.jobs.success.untagged", "l1")).hasSize(1);
    }

    @Test
    void sameCallbackInTheOtherFormat_getsTheSameId() {
        HttpResponse<String> fromXml = sender.post("/callbacks", xml(JOB.formatted("b2", "Success", "")));
        HttpResponse<String> fromJson =
                sender.post("/callbacks", "{\"JobsDetail\":[{\"State\":\"Success\",\"JobId\":\"b2\"}]}");

        assertThat(fromJson.body()).isEqualTo(fromXml.body());
    }

    @Test
    void invalidJob_isQuarantined_andTheOthersArePublished() {
        String body = xml(JOB.formatted("b3", "Success", "") + "<JobsDetail><State>Failed</State></JobsDetail>");

        HttpResponse<String> answer = sender.post("/callbacks", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = Sender.json(answer);
        assertThat(json.at("/outcome").asText()).isEqualTo("published");
        assertThat(json.at("/events").size()).isEqualTo(1);
        assertThat(json.at("/rejected").toString())
                .isEqualTo("[{\"index\":1,\"reason\":\"missing-job-id\","
                        + "\"detail\":\"JobsDetail[1]/JobId is missing.\"}]");
        assertThat(topics.withKey("ci.jobs.success.untagged", "b3")).hasSize(1);
        assertThat(quarantined(body.getBytes(UTF_8)).value()).isEqualTo(body.getBytes(UTF_8));
    }

    @Test
    void invalidJobs_areRejectedWithTheFirstReason_andEachIsListed() {
        HttpResponse<String> answer = sender.post(
                "/callbacks",
                xml("<JobsDetail><JobId>b4</JobId></JobsDetail><JobsDetail><State>x</State></JobsDetail>"));

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode json = Sender.json(answer);
        assertThat(json.at("/reason").asText()).isEqualTo("missing-state");
        assertThat(json.at("/rejected/0/index").asInt()).isZero();
        assertThat(json.at("/rejected/0/reason").asText()).isEqualTo("missing-state");
        assertThat(json.at("/rejected/1/index").asInt()).isEqualTo(1);
        assertThat(json.at("/rejected/1/reason").asText()).isEqualTo("missing-job-id");
    }

    static Stream<Arguments> rejected() {
        String manyJobs = JOB.formatted("c1", "Success", "").repeat(101);
        String tooMany = "<a/>".repeat(600_001);
        String deep = "<a>".repeat(64) + "</a>".repeat(64);
        String large =
                "{\"JobsDetail\":{\"JobId\":\"c2\",\"State\":\"x\",\"Operation\":{\"MediaResult\":{\"OutputFile\":"
                        + "{\"ObjectPrefix\":\"" + "p".repeat(1000) + "\",\"ObjectName\":["
                        + String.join(",", Collections.nCopies(10_000, "\"n\"")) + "]}}}}}";
        return Stream.of(
                rejected("unrecognized-format", "hello", "at byte 0"),
                rejected("unrecognized-format", xml("").getBytes(UTF_16), "UTF-16"),
                rejected("malformed-xml", "<Response>\n<JobsDetail></Response>", "line 2"),
                rejected("malformed-json", "{\"JobsDetail\":\n  tru}", "line 2"),
                rejected("malformed-json", "{\"JobsDetail\":{\"JobId\":\"c\",\"State\":\"x\"},}", "line 1"),
                rejected("doctype-forbidden", "<!DOCTYPE Response [<!ENTITY a \"b\">]><Response/>", "line 1"),
                rejected("too-deep", xml(deep), "64"),
                rejected("too-many-nodes", xml(tooMany), "600000"),
                rejected("too-many-jobs", xml(manyJobs), "100"),
                rejected("unknown-callback", "{\"message\":\"hello\"}", "JobsDetail"),
                rejected("unknown-callback", "<Other/>", ""),
                rejected("missing-job-id", xml("<JobsDetail><State>x</State></JobsDetail>"), "JobsDetail[0]/JobId"),
                rejected(
                        "missing-run-id",
                        xml("<WorkflowExecution><State>x</State></WorkflowExecution>"),
                        "WorkflowExecution[0]/RunId"),
                rejected("missing-state", xml("<JobsDetail><JobId>c3</JobId></JobsDetail>"), "State"),
                rejected("invalid-id", xml(JOB.formatted("c".repeat(257), "x", "")), "256"),
                rejected("event-too-large", large, "8388608"));
    }

    private static Arguments rejected(String reason, String body, String place) {
        return rejected(reason, body.getBytes(UTF_8), place);
    }

    private static Arguments rejected(String reason, byte[] body, String place) {
        String begin = new String(body, 0, Math.min(body.length, 24), ISO_8859_1).replaceAll("[^ -~]", "?");
        return argumentSet(reason + ": " + begin, reason, body, place);
    }

    @ParameterizedTest
    @MethodSource("rejected")
    void invalidContent_isAnsweredWithAProblem_andQuarantined(String reason, byte[] body, String place) {
        Instant before = Instant.now();

        HttpResponse<String> answer = sender.answer(
                sender.to("/callbacks").header("Content-Type", "text/odd; é").POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertProblem(answer, 400, reason);
        String detail = Sender.json(answer).at("/detail").asText();
        assertThat(detail).contains(place);
        ConsumerRecord<String, byte[]> kept = quarantined(body);
        assertThat(kept.value()).isEqualTo(body);
        assertThat(headers(kept).keySet())
                .containsExactlyInAnyOrder("reason", "detail", "received-at", "content-type", "ce_origin");
        assertThat(header(kept, "reason")).isEqualTo(reason);
        assertThat(header(kept, "detail")).isEqualTo(printable(detail));
        assertThat(Instant.parse(header(kept, "received-at"))).isBetween(before, Instant.now());
        assertThat(header(kept, "content-type")).startsWith("text/odd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \r\n ",
                "{\"message\":\"probe\"}",
                "{\"message\":\"PROBE\",\"x\":1}",
                "{\"message\":\"Test request when setting callback url\"}",
            })
    void probe_isAnswered(String body) {
        HttpResponse<String> answer = sender.post("/callbacks", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Sender.mediaType(answer)).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("{\"outcome\":\"probe\"}");
    }

    @Test
    void getAndHead_areAnswered200() {
        HttpResponse<String> got = sender.get("/callbacks");
        HttpResponse<String> head = sender.answer(sender.to("/callbacks").method("HEAD", BodyPublishers.noBody()));

        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("{\"outcome\":\"probe\"}");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json           | */*",
                "text/plain                 | application/xml",
                "nonsense                   | text/html;q=0.9",
                ";;;                        | nonsense",
                "a/b/c                      | ;;;",
                "multipart/form-data        | image/*",
                "application/x-www-form-urlencoded | a/b/c",
                "''                         | ''",
            })
    void contentTypeAndAccept_areIgnored(String contentType, String accept) {
        HttpResponse<String> answer = sender.answer(sender.to("/callbacks")
                .header("Content-Type", contentType)
                .header("Accept", accept)
                .POST(BodyPublishers.ofString(xml(JOB.formatted("d1", "Success", "")))));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Sender.mediaType(answer)).isEqualTo("application/json");
        assertThat(Sender.json(answer).at("/outcome").asText()).isEqualTo("published");
    }

    @Test
    void contentType_isOptional() {
        assertThat(sender.post("/callbacks", xml(JOB.formatted("d2", "Success", "")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void chunkedBody_isAccepted() {
        String large = JOB.formatted("d3", "Success", "<Message>" + "m".repeat(100_000) + "</Message>");

        HttpResponse<String> answer = sender.answer(sender.to("/callbacks").POST(Sender.chunked(xml(large))));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(only(topics.withKey("ci.jobs.success.untagged", "d3")).value())
                .hasSizeGreaterThan(100_000);
    }

    @Test
    void bodyOfThreeMegabytes_isPublished() {
        String message = "m".repeat(3 << 20);

        HttpResponse<String> answer =
                sender.post("/callbacks", xml(JOB.formatted("d4", "Success", "<Message>" + message + "</Message>")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(only(topics.withKey("ci.jobs.success.untagged", "d4")).value())
                .asString(UTF_8)
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/callback",
                "/callbacks/x",
                "/CALLBACKS",
                "/q/health",
                "/q/health/ready",
                "/q/metrics",
                "/q/dev",
                "/asyncapi",
                "/openapi",
                "/schemas/job-event",
                "/schemas/job-event/2",
                "/schemas/flat",
                "/schemas/flat/job-event/2",
                "/callbacks/../schemas/none",
                "/schemas/%2e%2e/%2e%2e/callback",
                "/schemas/..%2f..%2fapplication.properties",
            })
    void otherPath_isNotFound(String path) {
        HttpResponse<String> answer = sender.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertProblem(answer, 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/%63allbacks", "/schemas/../callbacks", "/x/%2E%2E/callbacks", "/callbacks?a=b", "/callbacks/"})
    void equivalentPath_isAccepted(String path) {
        assertThat(sender.post(path, "").statusCode()).isEqualTo(200);
        assertThat(sender.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ready", "/ready/", "/ready?a=b", "/./ready"})
    void ready_isAnsweredWithoutABody(String path) {
        HttpResponse<String> answer = sender.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(sender.answer(sender.to(path).method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void ready_allowsOnlyGetAndHead() {
        HttpResponse<String> answer = sender.post("/ready", "");

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void postToAnotherPath_isNotFound() {
        assertProblem(sender.post("/", "x"), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"})
    void otherMethod_isNotAllowed(String method) {
        HttpResponse<String> answer =
                sender.answer(sender.to("/callbacks").method(method, BodyPublishers.ofString("x")));

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).contains("POST, GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job-event/1",
                "workflow-event/1",
                "moderation-event/1",
                "flat/job-event/1",
                "flat/workflow-event/1",
                "flat/moderation-event/1"
            })
    void schema_isServed(String path) {
        HttpResponse<String> answer = sender.get("/schemas/" + path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Sender.mediaType(answer)).isEqualTo("application/schema+json");
        assertThat(Sender.json(answer).at("/$id").asText()).isEqualTo("urn:jobevents:schemas/" + path);
    }

    @Test
    void schema_allowsOnlyGetAndHead() {
        HttpResponse<String> answer = sender.post("/schemas/job-event/1", "x");

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(sender.answer(sender.to("/schemas/job-event/1").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/schemas", "/schemas/", "/schemas?a=b"})
    void schemas_areListedWithTheirUrls(String path) {
        HttpResponse<String> answer = sender.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Sender.mediaType(answer)).startsWith("application/json");
        assertThat(Sender.json(answer).get("schemas"))
                .hasSize(EventSchema.values().length)
                .allSatisfy(listed -> {
                    JsonNode served = Sender.json(sender.get(listed.get("url").textValue()));
                    assertThat(listed.get("id")).isEqualTo(served.get("$id"));
                    assertThat(listed.get("title")).isEqualTo(served.get("title"));
                    assertThat(listed.get("url").textValue())
                            .isEqualTo(
                                    "/schemas/%s/%d",
                                    listed.get("name").textValue(),
                                    listed.get("version").intValue());
                });
    }

    @Test
    void schemas_allowOnlyGetAndHead() {
        HttpResponse<String> answer = sender.post("/schemas", "x");

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(sender.answer(sender.to("/schemas").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/asyncapi, 3.0.0, asyncapi", "/openapi, 3.1.0, openapi"})
    void document_isOnTheManagementPort_andAllowsOnlyGetAndHead(String path, String version, String member) {
        Sender reader = new Sender(management);

        HttpResponse<String> first = reader.get(path);
        HttpResponse<String> head = reader.answer(reader.to(path).method("HEAD", BodyPublishers.noBody()));
        HttpResponse<String> posted = reader.post(path, "x".repeat(100_000));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(Sender.mediaType(first)).isEqualTo("application/json");
        assertThat(Sender.json(first).get(member).textValue()).isEqualTo(version);
        assertThat(reader.get(path + "/?a=b").body()).isEqualTo(first.body());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(first.headers().firstValue("Content-Length"));
        assertProblem(posted, 405, "method-not-allowed");
        assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @ParameterizedTest
    @CsvSource({"/q/health/live", "/q/health/ready"})
    void health_isOnTheManagementPort(String path) {
        assertThat(new Sender(management).get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void deliveries_areCounted_byFormatAndOutcomeAndReason() {
        Sender metrics = new Sender(management);
        List<String> series = List.of(
                callbacks("xml", "published", ""),
                callbacks("json", "published", ""),
                callbacks("none", "probe", ""),
                callbacks("json", "rejected", "malformed-json"),
                "gateway_events_total{kind=\"job\",state=\"success\",tag=\"untagged\"}",
                "gateway_quarantined_total{reason=\"malformed-json\"}",
                "gateway_answer_seconds_count",
                "gateway_publish_seconds_count");
        List<Double> before = values(metrics, series);

        sender.post("/callbacks", xml(JOB.formatted("e1", "Success", "")));
        sender.post("/callbacks", "{\"JobsDetail\":{\"JobId\":\"e2\",\"State\":\"Success\"}}");
        sender.post("/callbacks", "");
        sender.post("/callbacks", "{");

        List<Double> after = values(metrics, series);
        assertThat(IntStream.range(0, series.size()).mapToObj(i -> after.get(i) - before.get(i)))
                .containsExactly(1.0, 1.0, 1.0, 1.0, 2.0, 1.0, 4.0, 3.0);
    }

    private static String callbacks(String format, String outcome, String reason) {
        return "gateway_callbacks_total{format=\"%s\",outcome=\"%s\",reason=\"%s\",source=\"default\"}"
                .formatted(format, outcome, reason);
    }

    /** The values of series; zero for those that do not exist yet. */
    private static List<Double> values(Sender metrics, List<String> series) {
        List<String> lines = metrics.get("/q/metrics").body().lines().toList();
        return series.stream()
                .map(name -> lines.stream()
                        .filter(line -> line.startsWith(name + " "))
                        .map(line -> Double.valueOf(line.substring(name.length() + 1)))
                        .findFirst()
                        .orElse(0.0))
                .toList();
    }

    private ConsumerRecord<String, byte[]> quarantined(byte[] body) {
        return topics.withKey("ci.callbacks.rejected", sha256(body)).getLast();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Sender.mediaType(answer)).isEqualTo("application/problem+json");
        JsonNode problem = Sender.json(answer);
        assertThat(problem.at("/type").asText()).isEqualTo("urn:jobevents:problems:" + reason);
        assertThat(problem.at("/title").asText()).isNotBlank();
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/detail").asText()).isNotBlank();
        assertThat(problem.at("/reason").asText()).isEqualTo(reason);
    }

    private static ConsumerRecord<String, byte[]> only(List<ConsumerRecord<String, byte[]>> records) {
        assertThat(records).hasSize(1);
        return records.getFirst();
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> consumed) {
        return Stream.of(consumed.headers().toArray())
                .collect(Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8)));
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 256)).replaceAll("[^ -~]", "?");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String xml(String parts) {
        return "<Response>" + parts + "</Response>";
    }
}
