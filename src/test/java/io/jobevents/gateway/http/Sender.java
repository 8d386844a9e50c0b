package io.jobevents.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A sender at the door: whatever it is told to, it asks, over one connection as long as that is kept. */
final class Sender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;

    /** @param root of the server, ending with a slash */
    Sender(URI root) {
        this.root = root;
    }

    /** A sender to a gateway that takes callbacks, which on a busy machine may be a while after it has started. */
    static Sender toReady(URI root, URI management) {
        Sender health = new Sender(management);
        await().pollDelay(Duration.ZERO)
                .until(() -> health.get("/q/health/ready").statusCode() == 200);
        return new Sender(root);
    }

    /** @param pathAndQuery begins with a slash; it is sent as it is */
    HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://" + root.getAuthority() + pathAndQuery))
                .timeout(PATIENCE);
    }

    HttpResponse<String> post(String pathAndQuery, String body) {
        return answer(to(pathAndQuery).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String pathAndQuery) {
        return answer(to(pathAndQuery).GET());
    }

    HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("The door did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The body without a length, in chunks. */
    static BodyPublisher chunked(String body) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(List.of(
                body.substring(0, body.length() / 2).getBytes(UTF_8),
                body.substring(body.length() / 2).getBytes(UTF_8))));
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + answer.body(), e);
        }
    }

    static String mediaType(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}
