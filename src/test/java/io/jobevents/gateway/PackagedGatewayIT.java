package io.jobevents.gateway;

import static io.jobevents.gateway.testkit.broker.TopicReader.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.Broker;
import io.jobevents.gateway.testkit.broker.TopicReader;
import io.jobevents.gateway.tools.soak.Fingerprint;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** End-to-end tests of the packaged program with a real broker, in a container if a Docker engine has the image. */
final class PackagedGatewayIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SPECIMENS = Path.of("src", "test", "resources");
    private static final String PREFIX = "packaged";

    private static Broker broker;
    private static GatewayProcess gateway;
    private static TopicReader topics;

    @BeforeAll
    static void start() {
        broker = Broker.start();
        String bootstrapServers = broker.bootstrapServers();
        gateway = GatewayProcess.startAlive(bootstrapServers, settings()).awaitReady();
        topics = new TopicReader(bootstrapServers);
    }

    private static Map<String, String> settings() {
        return Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "gateway.topics.prefix", PREFIX,
                "gateway.topics.create", "startup",
                // Longer than the default: acks are slow just after a start.
                "gateway.publish.timeout", "PT10S",
                "gateway.topics.partitions", "1");
    }

    @AfterAll
    static void stop() {
        topics.close();
        gateway.stop();
        broker.close();
    }

    @Test
    void invalidCallback_isRejected_validOnesAroundItArePublished() {
        HttpResponse<String> first = gateway.post(job("good-1"));
        HttpResponse<String> bad = gateway.post("{\"JobsDetail\":{\"JobId\":\"bad\"}");
        HttpResponse<String> last = gateway.post(job("good-2"));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(topics.all(PREFIX + ".jobs.success.untagged"))
                .extracting(ConsumerRecord::key)
                .contains("good-1", "good-2")
                .doesNotContain("bad");
        assertThat(topics.all(PREFIX + ".callbacks.rejected"))
                .extracting(kept -> new String(kept.value(), UTF_8))
                .contains("{\"JobsDetail\":{\"JobId\":\"bad\"}");
    }

    /** An expected event of a specimen, with its topic and id. */
    private record Expected(String topic, String id, String value) {}

    @Test
    void specimen_isPublishedAsItsEvents_xmlAndJsonWithTheSameIds() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        List<Expected> all = new ArrayList<>();
        for (Path specimen : specimens()) {
            List<Expected> expected = expected(specimen);
            all.addAll(expected);

            HttpResponse<String> answer = gateway.post(Files.readAllBytes(specimen));

            String name = specimen.getFileName().toString();
            softly.assertThat(answer.statusCode()).as(name).isEqualTo(200);
            List<String> ids = new ArrayList<>();
            JSON.readTree(answer.body()).path("events").forEach(id -> ids.add(id.asText()));
            softly.assertThat(ids)
                    .as(name)
                    .containsExactlyElementsOf(
                            expected.stream().map(Expected::id).toList());
        }
        softly.assertAll();

        Map<String, List<ConsumerRecord<String, byte[]>>> recordsById =
                topics.allBelow(PREFIX + ".").stream().collect(groupingBy(consumed -> header(consumed, "ce_id")));
        all.stream()
                .collect(groupingBy(Expected::id))
                .forEach((id, copies) -> softly.assertThat(recordsById.get(id))
                        .as(id)
                        .hasSameSizeAs(copies)
                        .allSatisfy(consumed -> {
                            assertThat(consumed.topic())
                                    .isEqualTo(copies.getFirst().topic());
                            assertThat(consumed.value())
                                    .asString(UTF_8)
                                    .isEqualTo(copies.getFirst().value());
                        }));
        softly.assertAll();
    }

    @Test
    void parallelCallbacks_arePublishedExactlyOnce() {
        List<String> ids =
                IntStream.range(0, 200).mapToObj(i -> "parallel-" + i).toList();

        List<CompletableFuture<HttpResponse<String>>> answers = ids.stream()
                .map(id -> gateway.postAsync(job(id).getBytes(UTF_8)))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(topics.all(PREFIX + ".jobs.success.untagged"))
                .extracting(ConsumerRecord::key)
                .filteredOn(key -> key.startsWith("parallel-"))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void documents_areOnlyOnTheManagementPort_andEqualTheOutputOfTheCommand() throws IOException {
        String served = document("/asyncapi");
        JsonNode asyncApi = JSON.readTree(served);
        JsonNode openApi = JSON.readTree(document("/openapi"));

        assertThat(asyncApi.at("/channels/jobs/address").asText()).isEqualTo(PREFIX + ".jobs.{state}.{tag}");
        assertThat(asyncApi.at("/info/version")).isEqualTo(openApi.at("/info/version"));
        assertThat(asyncApi.at("/info/version").asText()).matches("[0-9]+\\..*");
        assertThat(openApi.at("/servers/0/variables/origin/default").asText())
                .isEqualTo("http://localhost:" + gateway.port());
        for (String path : List.of("/asyncapi", "/openapi")) {
            assertThat(gateway.post(path, "").statusCode()).isEqualTo(404);
        }
        try (GatewayProcess command = GatewayProcess.launch(settings(), Map.of(), "asyncapi")) {
            assertThat(command.awaitExit()).isZero();
            assertThat(command.log()).isEqualTo(served);
        }
    }

    /** Waits for the answer: the document is built at the first request, which may take a while on a busy machine. */
    private static String document(String path) {
        return await().until(() -> gateway.management(path), text -> !text.isEmpty());
    }

    /** The created topics are those of the AsyncAPI document. */
    @Test
    void topics_areThoseOfTheDocument() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (JsonNode channel : JSON.readTree(document("/asyncapi")).get("channels")) {
            Set<String> addresses = Set.of(channel.get("address").asText());
            for (var parameter : channel.path("parameters").properties()) {
                Set<String> filled = new TreeSet<>();
                for (String address : addresses) {
                    parameter
                            .getValue()
                            .get("enum")
                            .forEach(
                                    word -> filled.add(address.replace("{" + parameter.getKey() + "}", word.asText())));
                }
                addresses = filled;
            }
            documented.addAll(addresses);
        }

        assertThat(topics.below(PREFIX + ".")).isEqualTo(documented);
    }

    @Test
    void start_isRefused_withoutATokenAndWithAnUnknownVariable() {
        try (GatewayProcess refusing =
                GatewayProcess.launch(Map.of(), Map.of("GATEWAY_HTTP_TOKEN", "s3cr3t-s3cr3t-s3cr3t"))) {
            assertThat(refusing.awaitExit()).isNotZero();
            assertThat(refusing.log())
                    .contains("gateway.http.tokens: is not set; set one, or gateway.http.auth=none if anybody may post")
                    .contains("GATEWAY_HTTP_TOKEN: no such setting")
                    .doesNotContain("s3cr3t");
        }
    }

    @Test
    void start_isRefused_withAnUnknownKey() {
        Map<String, String> settings = Map.of("gateway.http.auth", "none", "gateway.http.max-body-sise", "1M");
        try (GatewayProcess refusing = GatewayProcess.launch(settings, Map.of())) {
            assertThat(refusing.awaitExit()).isNotZero();
            assertThat(refusing.log()).contains("gateway.http.max-body-sise");
        }
    }

    private static List<Path> specimens() throws IOException {
        try (Stream<Path> files = Files.list(SPECIMENS.resolve("callbacks"))) {
            return files.sorted().toList();
        }
    }

    private static List<Expected> expected(Path specimen) throws IOException {
        String name = specimen.getFileName().toString().replaceFirst("\\.(xml|json)$", "");
        List<Expected> expected = new ArrayList<>();
        for (String value : Files.readAllLines(SPECIMENS.resolve("events").resolve(name + ".json"))) {
            JsonNode event = JSON.readTree(value);
            String subject = event.path("jobId").asText(event.path("runId").asText());
            String fingerprint = Fingerprint.of(event.has("kind") ? "/moderation-event/1" : "", value.getBytes(UTF_8));
            expected.add(
                    new Expected(PREFIX + "." + topic(event), subject + "-" + fingerprint.substring(0, 16), value));
        }
        return expected;
    }

    private static String topic(JsonNode event) {
        String sent = event.path("state").asText().toLowerCase(Locale.ROOT);
        String state = Set.of("success", "failed").contains(sent) ? sent : "other";
        if (event.has("kind")) {
            String verdict = event.path("verdict").asText("other");
            boolean open = verdict.equals("pass") && !event.get("final").asBoolean();
            String ruling = sent.equals("failed") ? sent : open ? "other" : verdict;
            return "moderation." + ruling + "." + event.get("kind").asText();
        }
        return event.has("runId")
                ? "workflows." + state
                : "jobs." + state + "."
                        + new TagCatalogue(Set.of())
                                .part(Optional.ofNullable(event.get("tag")).map(JsonNode::asText));
    }

    private static String job(String id) {
        return "{\"JobsDetail\":{\"JobId\":\"" + id + "\",\"State\":\"Success\"}}";
    }
}
