package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.record.EventRecord.Header;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the output of {@code check --json}: each outcome, and every golden event byte for byte. */
final class CheckJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = ",\"event\":";

    /** The output lines of one run over all golden callbacks. */
    private static List<String> golden;

    @BeforeAll
    static void check() {
        Stream<String> files = callbacks().stream().map(Path::toString);
        CheckRun run = CheckRun.of("", Stream.concat(Stream.of("--json"), files).toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        golden = run.out().lines().toList();
    }

    static List<Path> callbacks() {
        return GoldenPairs.callbacks();
    }

    /** Except that control characters are escaped, which one golden event has. */
    @ParameterizedTest
    @MethodSource("callbacks")
    void callback_givesTheGoldenEvents(Path callback) {
        String expected = new String(
                GoldenPairs.read(callback.resolveSibling("../events/" + GoldenPairs.name(callback) + ".json")),
                StandardCharsets.UTF_8);

        String events = events(callback)
                .map(line -> line.substring(line.indexOf(EVENT) + EVENT.length(), line.length() - 1) + "\n")
                .collect(Collectors.joining());

        assertThat(events).isEqualTo(expected.replace("\u007F", "\\u007f").replace("\u2028", "\\u2028"));
    }

    @ParameterizedTest
    @MethodSource("callbacks")
    void callback_givesTheRecordsOfTheGateway(Path callback) {
        assertThat(events(callback).map(CheckJsonTest::object).map(CheckJsonTest::record))
                .containsExactlyElementsOf(GoldenPairs.records(GoldenPairs.read(callback)).stream()
                        .map(record -> record(
                                "ci." + record.route().topic(),
                                record.key(),
                                record.headers().stream().collect(Collectors.toMap(Header::name, Header::value))))
                        .toList());
    }

    private static Stream<String> events(Path callback) {
        return golden.stream().filter(line -> line.startsWith("{\"file\":\"" + callback + "\",\"outcome\":\"event\""));
    }

    private static Map<String, Object> record(JsonNode line) {
        return record(
                line.get("topic").asText(),
                line.get("key").asText(),
                JSON.convertValue(line.get("headers"), Map.class));
    }

    private static Map<String, Object> record(String topic, String key, Map<?, ?> headers) {
        return Map.of("topic", topic, "key", key, "headers", headers);
    }

    @Test
    void event_isOneLine() {
        CheckRun run =
                CheckRun.of("{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"Success\",\"Tag\":\"Snapshot\"}}", "--json");

        assertThat(run.out())
                .isEqualTo("{\"outcome\":\"event\",\"topic\":\"ci.jobs.success.snapshot\",\"key\":\"j1\",\"headers\":{"
                        + "\"ce_specversion\":\"1.0\",\"ce_id\":\"j1-3c88c8c6daa3b3c1\","
                        + "\"ce_source\":\"/tencentcloud/ci/-/-\",\"ce_type\":\"io.jobevents.job.success\","
                        + "\"ce_subject\":\"j1\",\"ce_partitionkey\":\"j1\","
                        + "\"ce_dataschema\":\"urn:jobevents:schemas/job-event/1\",\"content-type\":\"application/json\","
                        + "\"ce_jobtag\":\"Snapshot\",\"ce_jobstate\":\"Success\",\"ce_origin\":\"default\"},"
                        + "\"event\":{\"jobId\":\"j1\",\"state\":\"Success\",\"tag\":\"Snapshot\"}}\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void numbers_keepTheirSpelling() {
        CheckRun run = CheckRun.of("""
                {"JobsDetail":{"JobId":"j1","State":"Success","Progress":"100","Operation":{"MediaInfo":{"Format":
                {"Duration":"12345678901234.5","Size":"123456789012345"}}}}}""", "--json");

        assertThat(run.out()).contains("\"progress\":100", ":12345678901234.5", ":123456789012345");
    }

    @Test
    void malformedDocument_isRejected() {
        CheckRun run = CheckRun.of("<Response><JobsDetail></Response>", "--json");

        assertThat(objects(run)).singleElement().satisfies(line -> {
            assertThat(line.fieldNames()).toIterable().containsExactly("outcome", "reason", "detail");
            assertThat(line.get("outcome").asText()).isEqualTo("rejected");
            assertThat(line.get("reason").asText()).isEqualTo("malformed-xml");
            assertThat(line.get("detail").asText()).contains("line 1, column", "</Response>");
        });
        assertThat(run.status()).isOne();
    }

    @Test
    void invalidParts_areRejectedBesideTheEvents() {
        CheckRun run = CheckRun.of("""
                {"JobsDetail":[{"State":"Success"},{"JobId":"j1","State":"Success"},{"JobId":"j2"}]}""", "--json");

        List<JsonNode> lines = objects(run);
        assertThat(lines.stream().map(line -> line.get("outcome").asText()))
                .containsExactly("event", "rejected", "rejected");
        assertThat(lines.get(1)).isEqualTo(object("""
                {"outcome":"rejected","index":0,"reason":"missing-job-id","detail":"JobsDetail[0]/JobId is missing."}"""));
        assertThat(lines.get(2)).isEqualTo(object("""
                {"outcome":"rejected","index":2,"reason":"missing-state",
                "detail":"JobsDetail[2] has neither State nor Code."}"""));
        assertThat(run.status()).isOne();
    }

    @Test
    void probe_isNotRejected() {
        CheckRun run = CheckRun.of("{\"message\":\"probe\"}", "--json");

        assertThat(run.out()).isEqualTo("{\"outcome\":\"probe\"}\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void undecodableBytes_areReportedBesideTheEvent() {
        byte[] body = "{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"Success\",\"Message\":\"\u00C4\"}}"
                .getBytes(StandardCharsets.ISO_8859_1);

        CheckRun run = CheckRun.of(body, Map.of(), "--json");

        List<JsonNode> lines = objects(run);
        assertThat(lines.get(0).at("/event/message").asText()).isEqualTo("\uFFFD");
        assertThat(lines.get(1)).isEqualTo(object("""
                {"outcome":"undecodable","reason":"undecodable-bytes",
                "detail":"At byte 57 there is no character of UTF-8; what cannot be decoded was replaced."}"""));
        assertThat(lines).hasSize(2);
        assertThat(run.status()).isOne();
    }

    @Test
    void contentType_setsTheCharset() {
        byte[] body = "{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"Success\",\"Message\":\"旅行\"}}"
                .getBytes(Charset.forName("GBK"));

        CheckRun run = CheckRun.of(body, Map.of(), "--json", "--content-type", "application/json; charset=gbk");

        assertThat(objects(run).getFirst().at("/event/message").asText()).isEqualTo("旅行");
        assertThat(run.status()).isZero();
    }

    @Test
    void tooLargeBody_hasTheSameMessageAsOverHttp() {
        CheckRun run = CheckRun.of(
                " ".repeat(1025).getBytes(StandardCharsets.UTF_8),
                Map.of("gateway.http.max-body-size", "1K"),
                "--json");

        assertThat(run.out())
                .isEqualTo("{\"outcome\":\"refused\",\"reason\":\"body-too-large\","
                        + "\"detail\":\"A callback may have at most 1024 bytes.\"}\n");
        assertThat(run.status()).isOne();
    }

    @Test
    void controlCharacters_areEscaped_andTheJsonIsEqual() {
        String message = "\u007F\u0085\u009B31m\u061C\u200E\u202E\u2067 旅行 🎬";
        CheckRun run = CheckRun.of(
                "{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"Success\",\"Tag\":\"T\u202E\",\"Message\":\"" + message
                        + "\"}}",
                "--json");

        assertThat(run.out())
                .contains(
                        "\"\\u007f\\u0085\\u009b31m\\u061c\\u200e\\u202e\\u2067 旅行 🎬\"", "\"ce_jobtag\":\"T\\u202e\"");
        assertThat(objects(run).getFirst().at("/event/message").asText()).isEqualTo(message);
    }

    private static List<JsonNode> objects(CheckRun run) {
        return run.out().lines().map(CheckJsonTest::object).toList();
    }

    private static JsonNode object(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
