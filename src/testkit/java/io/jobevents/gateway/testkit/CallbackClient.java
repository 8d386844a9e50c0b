package io.jobevents.gateway.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** An HTTP/1.1 client of a gateway's public port. */
record CallbackClient(String host, int port) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    URI url() {
        return URI.create("http://" + host + ":" + port + "/callbacks");
    }

    CompletableFuture<HttpResponse<String>> post(byte[] body) {
        return send(HttpRequest.newBuilder(url()).POST(BodyPublishers.ofByteArray(body)));
    }

    /**
     * Posts to any path.
     *
     * @param headers names and values in turn
     */
    HttpResponse<String> post(String pathAndQuery, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url().resolve(pathAndQuery)).POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request).join();
    }

    private static CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.timeout(LIMIT).build(), BodyHandlers.ofString());
    }
}
