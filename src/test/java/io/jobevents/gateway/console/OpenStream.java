package io.jobevents.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A client of a stream of the console's API, which keeps all events. */
final class OpenStream implements AutoCloseable {

    /** A server-sent event. */
    record Event(String name, JsonNode data) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NAME = "event: ";
    private static final String DATA = "data: ";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final HttpResponse<InputStream> answer;
    private final Thread reader;

    /** @param path relative to {@code /console/api} */
    OpenStream(URI management, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(management.resolve("/console/api" + path))
                .header("X-Console", "1")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            answer = client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        reader = Thread.ofVirtual().start(this::read);
    }

    int status() {
        return answer.statusCode();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(NAME)) {
                    name = line.substring(NAME.length());
                } else if (line.startsWith(DATA)) {
                    events.add(new Event(name, Records.json(line.substring(DATA.length()))));
                }
            }
        } catch (IOException closed) {
            // by the test
        }
    }

    /** Waits for an event. */
    JsonNode awaitEvent(String name, Predicate<JsonNode> data) {
        Awaitility.await().atMost(PATIENCE).until(() -> named(name).anyMatch(data));
        return named(name).filter(data).findFirst().orElseThrow();
    }

    /** Waits for a row of a record. */
    JsonNode awaitRow(Predicate<JsonNode> row) {
        Awaitility.await().atMost(PATIENCE).until(() -> rows().stream().anyMatch(row));
        return rows().stream().filter(row).findFirst().orElseThrow();
    }

    List<JsonNode> rows() {
        return named("records")
                .flatMap(data -> StreamSupport.stream(data.path("records").spliterator(), false))
                .toList();
    }

    private Stream<JsonNode> named(String name) {
        return events.stream().filter(event -> event.name().equals(name)).map(Event::data);
    }

    /** Waits until the server has ended the stream. */
    void awaitEnd() {
        Awaitility.await().atMost(PATIENCE).until(() -> !reader.isAlive());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
