package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.GatewayProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Assertions on the answers of a packaged gateway. */
final class AnswerAssertions {

    /** The contract allows two seconds; the rest is for a busy machine. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private AnswerAssertions() {}

    static void assertPublished(GatewayProcess gateway, String id) {
        assertPublished(gateway, id, "");
    }

    /** Posts until the answer is 200: the first ack after a start may miss the timeout on a busy machine. */
    static void assertPublished(GatewayProcess gateway, String id, String tag) {
        await().untilAsserted(() -> {
            HttpResponse<String> answer = post(gateway, id, tag);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
    }

    static void assertUnavailable(GatewayProcess gateway, String reason) {
        Instant asked = Instant.now();
        HttpResponse<String> answer = post(gateway, "unavailable", "");
        Duration took = Duration.between(asked, Instant.now());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"reason\":\"" + reason + "\"");
        assertThat(took).isLessThan(ANSWER_LIMIT);
    }

    static HttpResponse<String> post(GatewayProcess gateway, String id, String tag) {
        return gateway.post(
                "{\"JobsDetail\":{\"JobId\":\"%s\",\"State\":\"Success\",\"Tag\":\"%s\"}}".formatted(id, tag));
    }
}
