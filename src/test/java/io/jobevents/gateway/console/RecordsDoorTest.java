package io.jobevents.gateway.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.CallbackGateway;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live view, search and single records, through the API of a whole gateway. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
final class RecordsDoorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int ROUNDS = 8;

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    LiveHub hub;

    @Inject
    HistoryApi history;

    @Inject
    CallbackGateway gateway;

    @Inject
    Sources sources;

    @Inject
    Changes changes;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private KafkaProducer<byte[], byte[]> producer;
    private final String id = "c" + UUID.randomUUID();

    @BeforeEach
    void connect() {
        await().atMost(PATIENCE).until(() -> get("/q/health/ready").statusCode() == 200);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
        client.close();
    }

    @Test
    void live_showsEventsAndRejectedBodies() {
        deliver(id + "-0", "Success"); // creates the topic
        try (OpenStream mine = live("{\"subject\":\"" + id + "\"}");
                OpenStream rejected = live("{\"kinds\":[\"rejected\"],\"text\":\"" + id + "\"}")) {
            mine.awaitEvent("state", state -> state.path("following").booleanValue());
            rejected.awaitEvent("state", state -> state.path("following").booleanValue());
            assertThat(hub.viewers()).isEqualTo(2);

            deliver(id, "Success");
            deliver("other-" + id, "Success");
            post("<JobsDetail><JobId>" + id + "</JobId>");

            JsonNode row = mine.awaitRow(any -> true);
            assertThat(row.path("kind").textValue()).isEqualTo("job");
            assertThat(row.path("state").textValue()).isEqualTo("success");
            assertThat(row.path("tag").textValue()).isEqualTo("Tts");
            assertThat(row.path("topic").textValue()).isEqualTo("ci.jobs.success.tts");
            assertThat(rejected.awaitRow(any -> true).path("reason").textValue())
                    .isNotEmpty();
            assertThat(mine.rows()).hasSize(1);
        }
        await().atMost(PATIENCE).until(() -> hub.viewers() == 0);
        await().atMost(PATIENCE)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("console-follower")));
    }

    @Test
    void viewerThatReadsNothing_losesRows_andDelaysNoOtherViewer() throws Exception {
        deliver(id + "-0", "Success"); // creates the topic
        try (Socket stalled = new Socket();
                OpenStream other = live("{\"subject\":\"" + id + "\"}")) {
            stalled.setReceiveBufferSize(4 << 10);
            stalled.connect(new InetSocketAddress(management.getHost(), management.getPort()));
            stalled.getOutputStream()
                    .write(
                            ("POST /console/api/live HTTP/1.1\r\nHost: localhost\r\nX-Console: 1\r\nContent-Length: 2\r\n\r\n{}")
                                    .getBytes(US_ASCII));
            await().atMost(PATIENCE).until(() -> hub.viewers() == 2);
            other.awaitEvent("state", state -> state.path("following").booleanValue());

            // Writes more than the socket's buffers hold: 0.7 MB per round.
            for (int round = 1; round <= ROUNDS; round++) {
                for (int i = 0; i < LiveViewer.ROWS; i++) {
                    producer.send(bulky());
                }
                producer.flush();
                deliver(id, "Success");
                int rows = round;
                await().atMost(PATIENCE).until(() -> other.rows().size() == rows);
            }

            assertThat(hub.viewers()).isEqualTo(2);
            String read = readUntil(stalled, Pattern.compile("\"skipped\":[1-9]"));
            assertThat(read).startsWith("HTTP/1.1 200");
        }
    }

    /** A record with the largest row. */
    private ProducerRecord<byte[], byte[]> bulky() {
        byte[] text = "\u0001".repeat(512).getBytes(UTF_8);
        ProducerRecord<byte[], byte[]> bulky = new ProducerRecord<>("ci.jobs.success.tts", 0, null, new byte[0]);
        for (String name :
                List.of("ce_origin", "ce_jobtag", "ce_kind", "ce_verdict", "ce_label", "ce_id", "ce_subject")) {
            bulky.headers().add(name, text);
        }
        bulky.headers().add("reason", text).add("detail", text);
        return bulky;
    }

    /** Reads until the pattern matches, and returns the start of the match. */
    private static String readUntil(Socket socket, Pattern pattern) throws Exception {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        byte[] part = new byte[64 << 10];
        String first = "";
        String last = "";
        while (!pattern.matcher(last).find()) {
            int length = socket.getInputStream().read(part);
            assertThat(length).as("The stream ended").isPositive();
            String now = new String(part, 0, length, UTF_8);
            first = first.isEmpty() ? now : first;
            last = last.substring(Math.max(0, last.length() - 20)) + now;
        }
        return first;
    }

    @Test
    void search_findsNewestFirst_andRecordIsShownWhole() {
        Instant before = Instant.now();
        deliver(id, "Success");
        deliver(id, "Failed");
        String filter = "{\"subject\":\"" + id + "\",\"kinds\":[\"job\"]}";

        try (OpenStream search = search("{\"filter\":" + filter + ",\"from\":\"" + before.minusSeconds(5) + "\"}");
                OpenStream one = search("{\"filter\":" + filter + ",\"limit\":1}")) {
            JsonNode end = search.awaitEvent("end", any -> true);
            search.awaitEnd();
            JsonNode limited = one.awaitEvent("end", any -> true);

            assertThat(end.path("complete").booleanValue()).isTrue();
            assertThat(search.rows())
                    .extracting(row -> row.path("state").textValue())
                    .containsExactly("failed", "success");
            assertThat(one.rows()).hasSize(1);
            assertThat(limited.path("complete").booleanValue()).isFalse();
            try (OpenStream next = search("{\"filter\":" + filter + ",\"to\":\""
                    + limited.path("back").textValue() + "\"}")) {
                assertThat(next.awaitEvent("end", any -> true).path("complete").booleanValue())
                        .isTrue();
                assertThat(next.rows())
                        .extracting(row -> row.path("state").textValue())
                        .containsExactly("success");
            }
            lookUp(search.rows().getFirst());
        }
        assertThat(history.searches()).isZero();
    }

    /** The route of dev mode, on a console of its own with the parts of this gateway. */
    @Test
    void specimen_isPublishedWithANewIdEachTime() throws Exception {
        SpecimenApi specimens = new SpecimenApi(gateway, sources, Clock.systemUTC(), changes);
        try (Consoles console = new Consoles(
                Map.of("GATEWAY_CONSOLE_TOKENS", "alice:" + Consoles.TOKEN), Clock.systemUTC(), specimens)) {
            List<String> ids = List.of(postSpecimen(console), postSpecimen(console));

            assertThat(ids).doesNotHaveDuplicates();
            for (String event : ids) {
                try (OpenStream search =
                        search("{\"filter\":{\"topics\":[\"ci.jobs.success.snapshot\"],\"text\":\"" + event + "\"}}")) {
                    search.awaitEvent("end", any -> true);
                    assertThat(search.rows())
                            .extracting(row -> row.path("id").textValue())
                            .containsExactly(event);
                }
            }
        }
    }

    private String postSpecimen(Consoles console) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + console.port() + "/console/api/specimen"))
                        .header("Authorization", "Bearer " + Consoles.TOKEN)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode events = Records.json(answer.body()).path("events");
        assertThat(events).hasSize(1);
        return events.get(0).textValue();
    }

    private void lookUp(JsonNode row) {
        String place = "/console/api/records/" + row.path("topic").textValue() + "/" + row.path("partition") + "/"
                + row.path("offset");
        JsonNode record = Records.json(get(place).body());

        assertThat(record.path("key").textValue()).isEqualTo(id);
        assertThat(record.path("value").textValue()).contains("\"state\":\"Failed\"");
        assertThat(record.path("headers"))
                .anyMatch(header -> header.path("name").textValue().equals("ce_specversion"));
        HttpResponse<String> value = get(place + "/value");
        assertThat(value.body()).isEqualTo(record.path("value").textValue());
        assertThat(value.headers().firstValue("content-disposition"))
                .hasValueSatisfying(file -> assertThat(file).startsWith("attachment"));
    }

    @Test
    void foreignRecord_isShown() throws Exception {
        deliver(id, "Success");
        byte[] binary = new byte[300 << 10];
        Arrays.fill(binary, (byte) 0xFE);
        RecordMetadata at = producer.send(new ProducerRecord<>("ci.jobs.success.tts", 0, null, null, binary))
                .get(20, TimeUnit.SECONDS);
        String place = "/console/api/records/ci.jobs.success.tts/0/" + at.offset();

        try (OpenStream search = search("{\"filter\":{\"kinds\":[\"other\"]},\"limit\":5}")) {
            search.awaitEvent("end", any -> true);
            assertThat(search.rows().getFirst().path("bytes").intValue()).isEqualTo(binary.length);
        }
        JsonNode record = Records.json(get(place).body());
        assertThat(record.has("key")).isFalse();
        assertThat(record.path("cut").booleanValue()).isTrue();
        assertThat(record.path("value").textValue()).isEqualTo("\uFFFD".repeat(256 << 10));
        assertThat(client.send(request(place + "/value"), BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(binary);
    }

    @Test
    void search_clientDisconnects_ends() {
        deliver(id, "Success"); // creates the topic
        for (int i = 0; i < 100; i++) {
            producer.send(new ProducerRecord<>(
                    "ci.jobs.success.tts", 0, null, null, id.repeat(2_000).getBytes(UTF_8)));
        }
        producer.flush();
        try (OpenStream search = search("{\"filter\":{\"text\":\"no such text\"}}")) {
            assertThat(search.status()).isEqualTo(200);
        }

        await().atMost(PATIENCE).until(() -> history.searches() == 0);
    }

    @Test
    void invalidRequests_areRefused() {
        for (String body :
                List.of("[]", "{\"filter\":{\"x\":1}}", "{\"limit\":0}", "{\"limit\":501}", "{\"from\":\"x\"}")) {
            try (OpenStream search = search(body)) {
                assertThat(search.status()).as(body).isEqualTo(400);
            }
        }
        try (OpenStream live = live("{\"kinds\":1}")) {
            assertThat(live.status()).isEqualTo(400);
        }
        for (String place :
                List.of("ci.x/0/0", "ci.jobs.success.tts/x/0", "ci.jobs.success.tts/0/9999999", "a%2Fb/0/0")) {
            assertThat(get("/console/api/records/" + place).statusCode())
                    .as(place)
                    .isEqualTo(404);
        }
    }

    private OpenStream live(String filter) {
        return new OpenStream(management, "/live", filter);
    }

    private OpenStream search(String body) {
        return new OpenStream(management, "/search", body);
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(request(path), BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(management.resolve(path)).build();
    }

    private void deliver(String job, String state) {
        HttpResponse<String> answer =
                post("{\"JobsDetail\":{\"JobId\":\"" + job + "\",\"State\":\"" + state + "\",\"Tag\":\"Tts\"}}");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(String body) {
        try {
            return client.send(
                    HttpRequest.newBuilder(root.resolve("/callbacks"))
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
