package io.jobevents.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.jobevents.gateway.testkit.broker.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list, details, replay and dismissal of quarantined bodies, and the check of a body, with a real broker. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
final class QuarantineDoorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOPIC = "ci.callbacks.rejected";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    private final String mark = UUID.randomUUID().toString();
    private KafkaProducer<byte[], byte[]> producer;

    /** A server-sent event. */
    private record Sent(String event, JsonNode data) {}

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    @Test
    void rejectedBody_isListedAndShown_replayFails_dismissalSucceeds() throws Exception {
        String since = Instant.now().toString();
        String body = "<Response>\n  <JobsDetail>\n <State>Success</State><Message>" + mark
                + "</Message></JobsDetail></Response>";
        assertThat(send(HttpRequest.newBuilder(root.resolve("/callbacks")).POST(BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(400);

        // A list soon after another one returns the same.
        JsonNode listed = await().until(
                        () -> row(
                                listed("{\"reasons\":[\"missing-job-id\"],\"since\":\"" + since + "\"}"),
                                body.length()),
                        row -> !row.isMissingNode());
        assertThat(listed.path("reason").asText()).isEqualTo("missing-job-id");
        assertThat(listed.path("detail").asText()).isEqualTo("JobsDetail[0]/JobId is missing.");
        String place = "{\"partition\":" + listed.path("partition") + ",\"offset\":" + listed.path("offset") + "}";

        JsonNode shown = shown(listed);
        assertThat(shown.path("body").asText()).isEqualTo(body);
        assertThat(shown.path("open").asBoolean()).isTrue();
        assertThat(shown.at("/now/verdict").asText()).isEqualTo("at-fault");
        assertThat(shown.path("place").toString()).isEqualTo("{\"line\":2,\"column\":3,\"length\":12}");
        assertThat(shown.at("/now/faults/0/index").asInt(-1)).isZero();
        assertThat(get(path(listed) + "/body").body()).isEqualTo(body);

        Sent replayed =
                stream("quarantine/replay", "{\"bodies\":[" + place + "]}").getLast();
        assertThat(replayed.event()).isEqualTo("end");
        assertThat(replayed.data().path("tally").toString()).isEqualTo("{\"replayed\":0,\"atFault\":1,\"skipped\":0}");
        assertThat(shown(listed).path("open").asBoolean()).isTrue();

        Sent dismissed =
                stream("quarantine/dismiss", "{\"bodies\":[" + place + "]}").getLast();
        assertThat(dismissed.data().path("dismissed").asInt()).isEqualTo(1);
        assertThat(resolver(shown.path("key").asText())).isEqualTo("dismissed");
        await().untilAsserted(() -> assertThat(listed("{\"since\":\"" + since + "\",\"text\":\""
                                + shown.path("key").asText() + "\"}")
                        .path("total")
                        .asInt())
                .isZero());
        Sent again =
                stream("quarantine/dismiss", "{\"bodies\":[" + place + "]}").getLast();
        assertThat(again.data().path("failures").get(0).asText()).endsWith("is not open any more");
    }

    @Test
    void bodyThatIsValidNow_isReplayed() throws Exception {
        String job =
                "{\"JobsDetail\":{\"JobId\":\"" + mark + "\",\"State\":\"Success\",\"Input\":{\"BucketId\":\"b-1\"}}}";
        write(
                mark,
                job.getBytes(UTF_8),
                Map.of("reason", "bucket-not-accepted", "detail", "no", "ce_origin", "default"));
        JsonNode listed = listed("{\"text\":\"" + mark.toUpperCase() + "\"}")
                .path("bodies")
                .get(0);
        assertThat(shown(listed).at("/now/verdict").asText()).isEqualTo("sound");
        assertThat(shown(listed).at("/now/events/0/event/jobId").asText()).isEqualTo(mark);

        List<Sent> dry = stream("quarantine/replay", "{\"text\":\"" + mark + "\",\"dryRun\":true}");
        assertThat(dry)
                .filteredOn(sent -> sent.event().equals("judged"))
                .singleElement()
                .satisfies(
                        sent -> assertThat(sent.data().path("verdict").asText()).isEqualTo("sound"));
        Sent end = stream("quarantine/replay", "{\"text\":\"" + mark + "\"}").getLast();

        assertThat(end.data().at("/tally/replayed").asInt()).isEqualTo(1);
        assertThat(end.data().path("failures")).isEmpty();
        try (TopicReader reader = new TopicReader(bootstrapServers)) {
            assertThat(reader.withKey("ci.jobs.success.untagged", mark)).hasSize(1);
        }
        assertThat(resolver(mark)).isEqualTo("replay");
    }

    @Test
    void hostileRecord_isListedAndShown() throws Exception {
        byte[] body = new byte[] {'{', '"', (byte) 0xff, 0, 27, '"', ':', (byte) 0xc3, '\n', '}'};
        write(
                mark + "\u0000\u001b<script>",
                body,
                Map.of(
                        "reason", "an invention",
                        "detail", "<img src=x>\u001b[31m\n" + "x".repeat(100_000),
                        "received-at", "never",
                        "content-type", "text/\u0000html; charset=\u2028",
                        "ce_origin", "no such source"));

        JsonNode listed = listed("{\"reasons\":[\"other\"],\"text\":\"" + mark + "\"}")
                .path("bodies")
                .get(0);
        JsonNode shown = shown(listed);

        assertThat(listed.path("detail").asText()).hasSize(256).startsWith("<img src=x>?[31m?");
        assertThat(shown.path("reason").asText()).isEqualTo("other");
        assertThat(shown.at("/now/verdict").asText()).isEqualTo("unknown-source");
        assertThat(shown.path("body").asText()).startsWith("{\"\ufffd\u0000\u001b\":");
        assertThat(stream("quarantine/replay", "{\"text\":\"" + mark + "\"}")
                        .getLast()
                        .data()
                        .at("/tally/skipped")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void clientDisconnects_stopsTheRun_andASecondRunIsRefused() throws Exception {
        for (int i = 0; i < 30; i++) {
            String job = "{\"JobsDetail\":{\"JobId\":\"" + mark + "-" + i + "\",\"State\":\"Success\"}}";
            write(mark + i, job.getBytes(UTF_8), Map.of("reason", "bucket-not-accepted"));
        }
        HttpRequest slow = post("quarantine/replay", "{\"text\":\"" + mark + "\",\"rate\":2}");
        HttpResponse<java.io.InputStream> running = CLIENT.send(slow, BodyHandlers.ofInputStream());
        BufferedReader lines = new BufferedReader(new InputStreamReader(running.body(), UTF_8));
        String line = lines.readLine();
        while (!line.contains("\"replaying\"")) {
            line = lines.readLine();
        }

        HttpResponse<String> second =
                CLIENT.send(post("quarantine/dismiss", "{\"text\":\"" + mark + "\"}"), BodyHandlers.ofString());
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("\"reason\":\"busy\"");
        running.body().close();

        HttpResponse<String> next = await().until(
                        () -> CLIENT.send(
                                post("quarantine/dismiss", "{\"text\":\"" + mark + "\"}"), BodyHandlers.ofString()),
                        answer -> answer.statusCode() == 200);
        int dismissed = data(next.body()).getLast().data().path("dismissed").asInt();
        assertThat(dismissed).isBetween(10, 29);
    }

    @Test
    void invalidRequests_areRefused() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"bodies\":[]}",
                "{\"bodies\":[{\"partition\":-1,\"offset\":0}]}",
                "{\"bodies\":[{\"partition\":0,\"offset\":0}],\"reasons\":[\"other\"]}",
                "{\"reasons\":\"other\"}",
                "{\"since\":\"yesterday\"}",
                "{\"reason\":[\"other\"]}")) {
            HttpResponse<String> answer = CLIENT.send(post("quarantine/dismiss", body), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).contains("malformed-request");
        }
        for (String place : List.of("quarantine/0/99999999", "quarantine/77/0", "quarantine/x/0", "quarantine/0/-1")) {
            assertThat(get(place).statusCode()).as(place).isEqualTo(404);
        }
        assertThat(stream("quarantine/replay", "{\"bodies\":[{\"partition\":77,\"offset\":1}]}")
                        .getLast()
                        .data()
                        .at("/tally/skipped")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void check_returnsEventsAndFaults() throws Exception {
        assertThat(check("", "").path("outcome").asText()).isEqualTo("probe");
        JsonNode mixed = check(
                "?source=default",
                "{\"JobsDetail\":[{\"JobId\":\"j\",\"State\":\"Success\"},\n{\"State\":\"Failed\"}]}");
        assertThat(mixed.path("outcome").asText()).isEqualTo("mixed");
        assertThat(mixed.at("/events/0/topic").asText()).isEqualTo("ci.jobs.success.untagged");
        assertThat(mixed.at("/events/0/event/jobId").asText()).isEqualTo("j");
        assertThat(mixed.at("/faults/0/place").toString()).isEqualTo("{\"line\":2,\"column\":1,\"length\":1}");
        JsonNode rejected = check("", "<a>\n<b></a>");
        assertThat(rejected.path("outcome").asText()).isEqualTo("rejected");
        assertThat(rejected.at("/faults/0/place/line").asInt()).isEqualTo(2);
        assertThat(CLIENT.send(post("check?source=nowhere", "x"), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
    }

    private JsonNode check(String query, String body) throws Exception {
        HttpResponse<String> answer = CLIENT.send(post("check" + query, body), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private JsonNode listed(String filter) throws Exception {
        Sent last = stream("quarantine", filter).getLast();
        assertThat(last.event()).isEqualTo("list");
        return last.data();
    }

    private static JsonNode row(JsonNode list, int bytes) {
        for (JsonNode row : list.path("bodies")) {
            if (row.path("bytes").asInt() == bytes) {
                return row;
            }
        }
        return MissingNode.getInstance();
    }

    private static String path(JsonNode row) {
        return "quarantine/" + row.path("partition") + "/" + row.path("offset");
    }

    private JsonNode shown(JsonNode row) throws Exception {
        HttpResponse<String> answer = get(path(row));
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(management.resolve("/console/api/" + path))
                .GET());
    }

    private HttpRequest post(String path, String body) {
        return HttpRequest.newBuilder(management.resolve("/console/api/" + path))
                .header("X-Console", "1")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private List<Sent> stream(String path, String body) throws Exception {
        HttpResponse<String> answer = CLIENT.send(post(path, body), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return data(answer.body());
    }

    private static List<Sent> data(String stream) throws Exception {
        List<Sent> events = new ArrayList<>();
        String event = "";
        for (String line : stream.split("\n")) {
            if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ")) {
                events.add(new Sent(event, JSON.readTree(line.substring(6))));
            }
        }
        return events;
    }

    private void write(String key, byte[] body, Map<String, String> headers) throws Exception {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(TOPIC, 0, System.currentTimeMillis(), key.getBytes(UTF_8), body);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        producer.send(record).get(20, TimeUnit.SECONDS);
    }

    private String resolver(String key) {
        try (TopicReader reader = new TopicReader(bootstrapServers)) {
            ConsumerRecord<String, byte[]> last = reader.withKey(TOPIC, key).getLast();
            assertThat(last.value()).isNull();
            return TopicReader.header(last, "resolved-by");
        }
    }
}
