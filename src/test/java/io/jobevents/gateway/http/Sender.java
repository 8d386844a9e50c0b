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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Flow;

/** An HTTP client of the gateway, over one connection as long as it stays open. */
final class Sender {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI root;

    /** @param root of the server, ending with a slash */
    Sender(URI root) {
        this.root = root;
    }

    /**
     * Waits until the gateway is ready. From then on every answer of its public port is validated against its OpenAPI
     * document.
     */
    static Sender toReady(URI root, URI management) {
        Sender health = new Sender(management);
        await().pollDelay(Duration.ZERO)
                .until(() -> health.get("/q/health/ready").statusCode() == 200);
        DoorContract.validatePort(root.getPort(), health.get("/openapi").body());
        return new Sender(root);
    }

    /** @param pathAndQuery with a leading slash; sent unchanged */
    HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://" + root.getAuthority() + pathAndQuery))
                .timeout(TIMEOUT);
    }

    HttpResponse<String> post(String pathAndQuery, String body) {
        return answer(to(pathAndQuery).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String pathAndQuery) {
        return answer(to(pathAndQuery).GET());
    }

    HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            HttpRequest built = request.build();
            HttpResponse<String> answer = client.send(built, BodyHandlers.ofString());
            DoorContract.at(root.getPort()).ifPresent(contract -> validate(contract, built, answer));
            return answer;
        } catch (IOException e) {
            throw new AssertionError("The gateway did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void validate(DoorContract contract, HttpRequest request, HttpResponse<String> answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        String query = request.uri().getRawQuery();
        contract.validate(
                request.method(),
                request.uri().getRawPath() + (query == null ? "" : "?" + query),
                request.bodyPublisher().map(Sender::bytes).orElse(new byte[0]),
                new DoorContract.Answer(answer.statusCode(), headers, answer.body()));
    }

    /** The bytes of a publisher. Those of the tests can be subscribed to repeatedly. */
    private static byte[] bytes(BodyPublisher publisher) {
        var bytes = HttpResponse.BodySubscribers.ofByteArray();
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                bytes.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                bytes.onNext(List.of(piece));
            }

            @Override
            public void onError(Throwable failure) {
                bytes.onError(failure);
            }

            @Override
            public void onComplete() {
                bytes.onComplete();
            }
        });
        return bytes.getBody().toCompletableFuture().join();
    }

    /** The body in chunks, without a declared length. */
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
