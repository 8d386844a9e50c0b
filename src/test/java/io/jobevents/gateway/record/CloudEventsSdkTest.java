package io.jobevents.gateway.record;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.jobevents.gateway.event.EncodedEvent;
import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.record.EventRecord.Header;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that the CloudEvents SDK for Java reads the records of all golden pairs, and of callbacks with unusual texts and times. The
 * records are written to a file for the SDKs of other languages, which {@code .ci/sdks} runs.
 */
class CloudEventsSdkTest {

    private static final Path LINES = Path.of("target", "sdks", "records.jsonl");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "ce_";

    private record Specimen(String name, EventRecord record) {}

    @ParameterizedTest
    @MethodSource("specimens")
    void record_isReadBySdk(EventRecord record) {
        Map<String, String> attributes = attributes(record);

        try (var deserializer = new CloudEventDeserializer()) {
            io.cloudevents.CloudEvent event =
                    deserializer.deserialize(record.route().topic(), headers(record), record.value());

            assertThat(event.getSpecVersion()).hasToString(attributes.get("specversion"));
            assertThat(event.getId()).isEqualTo(attributes.get("id")).isEqualTo(record.id());
            assertThat(event.getSource()).isEqualTo(URI.create(attributes.get("source")));
            assertThat(event.getType()).isEqualTo(attributes.get("type"));
            assertThat(event.getSubject()).isEqualTo(attributes.get("subject"));
            assertThat(Optional.ofNullable(event.getTime()))
                    .isEqualTo(Optional.ofNullable(attributes.get("time")).map(OffsetDateTime::parse));
            assertThat(event.getDataSchema()).isEqualTo(URI.create(attributes.get("dataschema")));
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getExtensionNames().stream().collect(toMap(name -> name, event::getExtension)))
                    .isEqualTo(extensions(attributes));
            assertThat(event.getData().toBytes()).isEqualTo(record.value());
        }
    }

    @Test
    void records_includeAllGoldenPairs() {
        List<Path> callbacks = GoldenPairs.callbacks();

        assertThat(callbacks).hasSizeGreaterThan(100);
        assertThat(golden().map(Specimen::name).collect(Collectors.toSet()))
                .isEqualTo(callbacks.stream().map(CloudEventsSdkTest::name).collect(Collectors.toSet()));
    }

    @Test
    void records_areWrittenForOtherLanguages() throws IOException {
        List<Specimen> specimens = Stream.concat(golden(), unusual()).toList();

        Files.createDirectories(LINES.getParent());
        Files.write(LINES, specimens.stream().map(CloudEventsSdkTest::line).toList());

        assertThat(Files.readAllLines(LINES)).hasSameSizeAs(specimens).hasSizeGreaterThan(100);
    }

    static Stream<Arguments> specimens() {
        return Stream.concat(golden(), unusual()).map(specimen -> argumentSet(specimen.name(), specimen.record()));
    }

    private static Stream<Specimen> golden() {
        return GoldenPairs.callbacks().stream()
                .flatMap(callback -> GoldenPairs.records(GoldenPairs.read(callback)).stream()
                        .map(record -> new Specimen(name(callback), record)));
    }

    /** Records at limits that no golden pair reaches. */
    private static Stream<Specimen> unusual() {
        return Stream.of(
                job("blanks", "'JobId':'a b','State':'in part','Tag':'t u','Input':{'BucketId':'b c'}"),
                job("beyond ASCII", "'JobId':'猫😀é','State':'完','Tag':'標籤','Input':{'Region':'廣州','BucketId':'桶'}"),
                job(
                        "longest texts",
                        "'JobId':'%s','State':'%2$s','Tag':'%2$s'".formatted("j".repeat(256), "猫".repeat(129))),
                job("control characters", "'JobId':'j','State':'a\\tb','Tag':'a\\u0085b'"),
                job("unknown offset", "'JobId':'j','State':'s','EndTime':'2024-03-05T08:09:10-00:00'"),
                job("first year", "'JobId':'j','State':'s','EndTime':'0001-01-01T00:00:00+0800'"),
                job("last year", "'JobId':'j','State':'s','EndTime':'9999-12-31T23:59:59.999999999+08:00'"),
                job("furthest offset", "'JobId':'j','State':'s','EndTime':'2024-03-05T08:09:10+18:00'"),
                replayed());
    }

    private static Specimen replayed() {
        EncodedEvent event = GoldenPairs.EVENTS
                .encode(GoldenPairs.decode("{\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"Success\"}}"))
                .events()
                .getFirst();
        Receipt receipt = Receipt.replayed("media", GoldenPairs.RECEIVED_AT.plusSeconds(1), GoldenPairs.RECEIVED_AT);
        return new Specimen("replayed, of a source", GoldenPairs.ENVELOPE.record(event, receipt));
    }

    private static Specimen job(String name, String members) {
        String body = "{'JobsDetail':{" + members + "}}";
        List<EventRecord> records = GoldenPairs.records(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        assertThat(records).hasSize(1);
        return new Specimen(name, records.getFirst());
    }

    private static String name(Path callback) {
        return callback.getFileName().toString();
    }

    private static Headers headers(EventRecord record) {
        Headers headers = new RecordHeaders();
        record.headers()
                .forEach(header -> headers.add(header.name(), header.value().getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    private static Map<String, String> attributes(EventRecord record) {
        return record.headers().stream()
                .filter(header -> header.name().startsWith(PREFIX))
                .collect(toMap(header -> header.name().substring(PREFIX.length()), Header::value));
    }

    /** Attributes that the CloudEvents specification does not define. */
    private static Map<String, Object> extensions(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .filter(attribute -> !SpecVersion.V1.getAllAttributes().contains(attribute.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String line(Specimen specimen) {
        EventRecord record = specimen.record();
        ObjectNode line = JSON.createObjectNode()
                .put("name", specimen.name())
                .put("topic", record.route().topic())
                .put("key", record.key());
        ObjectNode headers = line.putObject("headers");
        record.headers().forEach(header -> headers.put(header.name(), header.value()));
        return line.put("value", record.value()).toString(); // in base64
    }
}
