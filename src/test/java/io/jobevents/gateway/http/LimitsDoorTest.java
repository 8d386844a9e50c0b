package io.jobevents.gateway.http;

import static io.jobevents.gateway.testkit.broker.TopicReader.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.jobevents.gateway.testkit.broker.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoint with small limits and non-default settings. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(LimitsDoorTest.Profile.class)
final class LimitsDoorTest {

    private static final String PATH = "/ci/in-1";
    private static final int MAX_BODY = 2048;

    /** At most two deliveries in flight, with the bytes of one and a half bodies. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gateway.http.path", PATH,
                    "gateway.http.max-body-size", "2K",
                    "gateway.http.max-in-flight", "2",
                    "gateway.http.max-in-flight-bytes", "3K",
                    "gateway.http.rejected-status", "200",
                    "gateway.accept.buckets", "mine-1300000042,ours-1300000042",
                    "gateway.topics.prefix", "limits.test",
                    "gateway.topics.extra-tags", "NewTag",
                    "gateway.schemas.base-uri", "https://ci.example/schemas");
        }
    }

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @TestHTTPResource(PATH)
    URI callbacks;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    InFlight inFlight;

    private Sender sender;
    private TopicReader topics;

    @BeforeEach
    void connect() {
        sender = Sender.toReady(root, management);
        topics = new TopicReader(bootstrapServers);
    }

    @AfterEach
    void awaitNothingInFlight() {
        topics.close();
        awaitInFlight(0, 0);
    }

    @Test
    void bodyAtTheLimit_isAccepted() {
        assertThat(sender.post(PATH, padded(MAX_BODY)).statusCode()).isEqualTo(200);
        assertThat(sender.answer(sender.to(PATH).POST(Sender.chunked(padded(MAX_BODY))))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void bodyOverTheLimit_isRefused() {
        assertTooLarge(sender.post(PATH, padded(MAX_BODY + 1)));
        assertTooLarge(sender.post(PATH, padded(100 * MAX_BODY)));
        assertThat(sender.post(PATH, "").statusCode()).isEqualTo(200);
    }

    @Test
    void chunkedBodyOverTheLimit_isRefused() {
        assertTooLarge(sender.answer(sender.to(PATH).POST(Sender.chunked(padded(MAX_BODY + 1)))));
        assertTooLarge(sender.answer(sender.to(PATH).POST(Sender.chunked(padded(100 * MAX_BODY)))));
        assertThat(sender.post(PATH, "").statusCode()).isEqualTo(200);
    }

    @Test
    void declaredBodyOverTheLimit_isRefusedBeforeItArrives() {
        try (HalfDelivery delivery = HalfDelivery.withLength(callbacks, MAX_BODY + 1, "")) {
            assertThat(delivery.finish("")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void deliveryOverTheLimit_isUnavailable_whileOthersAreInFlight() {
        try (HalfDelivery first = HalfDelivery.withLength(callbacks, 2, " ");
                HalfDelivery second = HalfDelivery.withLength(callbacks, 2, " ")) {
            awaitInFlight(2, 4);

            assertTooMany(sender.post(PATH, ""));
            assertThat(sender.get(PATH).statusCode()).isEqualTo(200);

            assertThat(first.finish(" ")).startsWith("HTTP/1.1 200");
            assertThat(sender.post(PATH, "").statusCode()).isEqualTo(200);
            assertThat(second.finish(" ")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void bytesOverTheLimit_areUnavailable_whileOthersAreInFlight() {
        try (HalfDelivery first = HalfDelivery.withLength(callbacks, MAX_BODY, " ")) {
            awaitInFlight(1, MAX_BODY);

            assertTooMany(sender.post(PATH, padded(1025)));
            assertTooMany(sender.answer(sender.to(PATH).POST(Sender.chunked(padded(1025)))));
            assertThat(sender.post(PATH, padded(1024)).statusCode()).isEqualTo(200);

            assertThat(first.finish(" ".repeat(MAX_BODY - 1))).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void disconnectedClient_releasesItsPlaceAndItsBytes() {
        HalfDelivery declared = HalfDelivery.withLength(callbacks, 1000, "x");
        HalfDelivery chunked = HalfDelivery.inChunks(callbacks, "y".repeat(500));
        awaitInFlight(2, 1500);

        declared.close();
        chunked.close();

        awaitInFlight(0, 0);
    }

    @Test
    void callbackOfAClientDisconnectedAfterTheBody_isPublished() {
        String body = job("k1", "mine-1300000042", "NewTag");

        HalfDelivery.withLength(callbacks, body.length(), body).close();

        await().untilAsserted(() -> assertThat(topics.withKey("limits.test.jobs.success.newtag", "k1"))
                .hasSize(1));
    }

    @Test
    void rejected_isAnswered200() {
        HttpResponse<String> answer = sender.post(PATH, "{\"JobsDetail\":[]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Sender.mediaType(answer)).isEqualTo("application/json");
        assertThat(Sender.json(answer).at("/outcome").asText()).isEqualTo("rejected");
        assertThat(Sender.json(answer).at("/reason").asText()).isEqualTo("unknown-callback");
        assertThat(Sender.json(answer).at("/detail").asText()).isNotBlank();
        assertThat(Sender.json(answer).has("rejected")).isFalse();
    }

    @Test
    void rejectedParts_areListed() {
        HttpResponse<String> answer = sender.post(PATH, job("l1", "theirs-1300000042", "Tts"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"outcome\":\"rejected\",\"reason\":\"bucket-not-accepted\"")
                .contains("\"rejected\":[{\"index\":0,\"reason\":\"bucket-not-accepted\"");
    }

    @Test
    void extraTag_hasATopicWithThePrefix_andTheSchemaHasItsAddress() {
        HttpResponse<String> answer = sender.post(PATH, job("m1", "ours-1300000042", "newTAG"));

        assertThat(Sender.json(answer).at("/outcome").asText()).isEqualTo("published");
        assertThat(topics.withKey("limits.test.jobs.success.newtag", "m1"))
                .singleElement()
                .satisfies(consumed -> {
                    assertThat(header(consumed, "ce_dataschema")).isEqualTo("https://ci.example/schemas/job-event/1");
                    assertThat(consumed.value()).asString(UTF_8).contains("\"tag\":\"newTAG\"");
                });
        assertThat(Sender.json(sender.get("/schemas/job-event/1")).at("/$id").asText())
                .isEqualTo("https://ci.example/schemas/job-event/1");
    }

    @Test
    void otherBucket_isQuarantined() {
        String body = "{\"JobsDetail\":{\"JobId\":\"n1\",\"State\":\"Success\"}}";

        sender.post(PATH, body);

        assertThat(topics.all("limits.test.callbacks.rejected"))
                .filteredOn(kept -> new String(kept.value(), UTF_8).equals(body))
                .singleElement()
                .satisfies(kept -> assertThat(header(kept, "reason")).isEqualTo("bucket-not-accepted"));
        assertThat(topics.all("limits.test.jobs.success.untagged")).isEmpty();
    }

    @Test
    void slashAtTheEnd_isTheSamePath() {
        assertThat(sender.post(PATH + "/", "").statusCode()).isEqualTo(200);
        assertThat(sender.post(PATH + "//x", "").statusCode()).isEqualTo(404);
        assertThat(sender.get("/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void defaultPath_isNotServed() {
        assertThat(sender.post("/callbacks", "").statusCode()).isEqualTo(404);
        assertThat(sender.answer(sender.to(PATH).PUT(BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
    }

    private void awaitInFlight(int deliveries, long bytes) {
        await().untilAsserted(() -> {
            assertThat(inFlight.deliveries()).isEqualTo(deliveries);
            assertThat(inFlight.bytes()).isEqualTo(bytes);
        });
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(Sender.mediaType(answer)).isEqualTo("application/problem+json");
        assertThat(Sender.json(answer).at("/reason").asText()).isEqualTo("body-too-large");
        assertThat(Sender.json(answer).at("/detail").asText()).contains("2048");
    }

    private static void assertTooMany(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Sender.mediaType(answer)).isEqualTo("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(Sender.json(answer).at("/reason").asText()).isEqualTo("too-many-in-flight");
    }

    private static String job(String id, String bucket, String tag) {
        return "{\"JobsDetail\":{\"JobId\":\"" + id + "\",\"State\":\"Success\",\"Tag\":\"" + tag
                + "\",\"Input\":{\"BucketId\":\"" + bucket + "\"}}}";
    }

    /** An empty body, padded to that size. */
    private static String padded(int size) {
        return " ".repeat(size);
    }
}
