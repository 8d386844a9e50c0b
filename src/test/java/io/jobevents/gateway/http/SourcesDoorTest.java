package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.LogCapture;
import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.TopicReader;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The endpoint with several sources, each with its own secrets, buckets, rejected status and rate. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(SourcesDoorTest.Profile.class)
final class SourcesDoorTest {

    private static final String DEFAULT = "the-secret-without-a-source";
    private static final String MEDIA = "the-first-secret-of-media";
    private static final String MEDIA_NEXT = "the-next-secret-of-media";
    private static final String SLOW = "the-secret-of-the-slow-one";

    /** Three sources. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gateway.http.auth", "token",
                    "gateway.http.tokens", DEFAULT,
                    "gateway.topics.prefix", "sources",
                    "gateway.sources.media.tokens", MEDIA + "," + MEDIA_NEXT,
                    "gateway.sources.media.buckets", "media-125",
                    "gateway.sources.media.rejected-status", "200",
                    "gateway.sources.slow.tokens", SLOW,
                    "gateway.sources.slow.max-rate", "2");
        }
    }

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private Sender sender;
    private LogCapture log;

    @BeforeEach
    void connect() {
        sender = Sender.toReady(root, management);
        log = LogCapture.of("");
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    static Stream<Arguments> shown() {
        return Stream.of(
                argumentSet("default", "?token=" + DEFAULT, "", "default"),
                argumentSet("a source", "?token=" + MEDIA, "", "media"),
                argumentSet("its other secret", "?token=" + MEDIA_NEXT, "", "media"),
                argumentSet("in the header", "", MEDIA, "media"),
                argumentSet("the header takes precedence", "?token=" + DEFAULT, MEDIA, "media"),
                argumentSet("a wrong header is ignored", "?token=" + MEDIA, "wrong", "media"),
                argumentSet("the first valid parameter", "?token=wrong&token=" + MEDIA, "", "media"));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void secret_determinesTheSource(String query, String bearer, String source) {
        String id = "shown-" + source + "-" + (query + bearer).hashCode();

        assertThat(post(query, bearer, job(id, "media-125")).statusCode()).isEqualTo(200);

        assertThat(event(id))
                .satisfies(event ->
                        assertThat(TopicReader.header(event, "ce_origin")).isEqualTo(source));
    }

    @Test
    void ids_doNotDependOnTheSource() {
        String body = job("same", "media-125");

        HttpResponse<String> byDefault = post("?token=" + DEFAULT, "", body);
        HttpResponse<String> media = post("?token=" + MEDIA, "", body);

        assertThat(byDefault.statusCode()).isEqualTo(200);
        assertThat(media.body()).isEqualTo(byDefault.body()).contains("same-");
    }

    @Test
    void rejection_followsTheSettingsOfTheSource() {
        String body = job("bucket", "another-125");

        assertThat(post("?token=" + DEFAULT, "", body).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = post("?token=" + MEDIA, "", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"outcome\":\"rejected\"", "\"reason\":\"bucket-not-accepted\"");
        assertThat(post("?token=" + DEFAULT, "", "{").statusCode()).isEqualTo(400);
        assertThat(quarantined()).anySatisfy(record -> {
            assertThat(record.key()).matches("media-[0-9a-f]{64}");
            assertThat(TopicReader.header(record, "ce_origin")).isEqualTo("media");
            assertThat(TopicReader.header(record, "reason")).isEqualTo("bucket-not-accepted");
        });
        assertThat(quarantined()).anySatisfy(record -> {
            assertThat(record.key()).matches("[0-9a-f]{64}");
            assertThat(TopicReader.header(record, "ce_origin")).isEqualTo("default");
        });
        assertThat(log.lines()).anyMatch(line -> line.contains("reason=bucket-not-accepted source=media"));
    }

    @Test
    void maxRate_appliesToItsSourceOnly() {
        List<HttpResponse<String>> slow = IntStream.range(0, 6)
                .mapToObj(i -> post("?token=" + SLOW, "", job("slow" + i, "media-125")))
                .toList();
        HttpResponse<String> other = post("?token=" + MEDIA, "", job("beside", "media-125"));

        assertThat(slow.getFirst().statusCode()).isEqualTo(200);
        assertThat(slow)
                .filteredOn(answer -> answer.statusCode() == 429)
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                    assertThat(answer.body()).contains("\"reason\":\"rate-exceeded\"");
                });
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(metrics())
                .containsPattern("gateway_over_rate_total\\{source=\"slow\"} [1-9]")
                .contains("gateway_over_rate_total{source=\"media\"} 0.0")
                .containsPattern("gateway_refused_total\\{reason=\"rate-exceeded\",status=\"429\"} [1-9]");
        assertThat(log.lines())
                .filteredOn(line -> line.contains("posts more than its max-rate"))
                .isNotEmpty()
                .hasSizeLessThan(3);
    }

    @Test
    void check_isNotCountedAgainstTheRate() {
        for (int i = 0; i < 6; i++) {
            assertThat(sender.get("/callbacks?token=" + SLOW).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void lastUse_isReportedForEachSecret() {
        long before = System.currentTimeMillis() / 1000;

        post("?token=" + MEDIA_NEXT, "", job("used", "media-125"));

        double used = metrics()
                .lines()
                .filter(line -> line.startsWith("gateway_token_last_used_seconds{position=\"2\",source=\"media\"} "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow();
        assertThat(used).isGreaterThanOrEqualTo(before);
        assertThat(metrics()).contains("gateway_token_last_used_seconds{position=\"1\",source=\"default\"}");
    }

    private String metrics() {
        return new Sender(management).get("/q/metrics").body();
    }

    private HttpResponse<String> post(String query, String bearer, String body) {
        HttpRequest.Builder request = sender.to("/callbacks" + query).POST(BodyPublishers.ofString(body));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return sender.answer(request);
    }

    private static String job(String id, String bucket) {
        return "{\"JobsDetail\":{\"JobId\":\"%s\",\"State\":\"Success\",\"Input\":{\"BucketId\":\"%s\"}}}"
                .formatted(id, bucket);
    }

    private static ConsumerRecord<String, byte[]> event(String id) {
        try (TopicReader reader = new TopicReader(EmbeddedBroker.shared().bootstrapServers())) {
            return reader.withKey("sources.jobs.success.untagged", id).getFirst();
        }
    }

    private static List<ConsumerRecord<String, byte[]>> quarantined() {
        try (TopicReader reader = new TopicReader(EmbeddedBroker.shared().bootstrapServers())) {
            return reader.all("sources.callbacks.rejected");
        }
    }
}
