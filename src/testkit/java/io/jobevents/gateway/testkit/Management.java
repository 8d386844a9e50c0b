package io.jobevents.gateway.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A client of a gateway's management port: health and metrics. No connection or a timeout gives an empty answer. */
record Management(String host, int port) {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    String text(String path) {
        return ask(path).map(HttpResponse::body).orElse("");
    }

    boolean isUp(String path) {
        return ask(path).map(answer -> answer.statusCode() == 200).orElse(false);
    }

    double metric(String name) {
        return text("/q/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    private Optional<HttpResponse<String>> ask(String path) {
        URI uri = URI.create("http://" + host + ":" + port + path);
        try {
            return Optional.of(HTTP.send(
                    HttpRequest.newBuilder(uri).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException none) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
