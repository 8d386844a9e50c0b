package io.jobevents.gateway.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.ProjectVersion;
import io.jobevents.gateway.TopicSettings;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.EventSchema;
import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Receipt;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.record.TraceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of the AsyncAPI document against the code: topics, headers, keys and values of real records. */
final class AsyncApiTest {

    private static final String URI = "urn:test:asyncapi";
    private static final JsonNode DOCUMENT = document(Map.of(), Map.of());
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7,
            registry -> registry.schemas(Map.of(URI, applied(DOCUMENT).toString())));

    @Test
    void document_equalsTheOneInDocs() {
        WrittenDocument.holdTrue(
                "asyncapi.json",
                AsyncApi.document(
                        DeployedSettings.config(Map.of()), Brokers.of(name -> Optional.empty()), ProjectVersion.get()));
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                argumentSet("defaults", Map.of()),
                argumentSet("another prefix", Map.of("GATEWAY_TOPICS_PREFIX", "media.prod")),
                argumentSet("more tags", Map.of("GATEWAY_TOPICS_EXTRA_TAGS", "NewTag,newtag,Snapshot")),
                argumentSet(
                        "both, and fewer replicas",
                        Map.of(
                                "GATEWAY_TOPICS_PREFIX", "a-b_c",
                                "GATEWAY_TOPICS_EXTRA_TAGS", "One,Two",
                                "GATEWAY_TOPICS_PARTITIONS", "12",
                                "GATEWAY_TOPICS_REPLICATION_FACTOR", "2",
                                "GATEWAY_HTTP_MAX_BODY_SIZE", "1M")));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void topics_areThoseCreatedAtStart_withTheirSettings(Map<String, String> environment) {
        GatewayConfig config = DeployedSettings.config(environment);
        Map<String, JsonNode> created = new TreeMap<>();
        Route.all(new TagCatalogue(config.topics().extraTags().orElse(List.of())))
                .forEach(topic -> {
                    String name = config.topics().prefix() + "." + topic;
                    created.put(name, binding(TopicSettings.of(config, name, Optional.empty())));
                });

        assertThat(topics(document(environment, Map.of()))).isEqualTo(created);
    }

    /** The topics of all channels: each address with each combination of its parameters. */
    private static Map<String, JsonNode> topics(JsonNode document) {
        Map<String, JsonNode> topics = new TreeMap<>();
        for (JsonNode channel : document.get("channels")) {
            List<String> addresses = List.of(channel.get("address").textValue());
            for (var parameter : channel.path("parameters").properties()) {
                List<String> filled = new ArrayList<>();
                for (String address : addresses) {
                    parameter
                            .getValue()
                            .get("enum")
                            .forEach(word ->
                                    filled.add(address.replace("{" + parameter.getKey() + "}", word.textValue())));
                }
                addresses = filled;
            }
            JsonNode binding = document.at(
                            channel.at("/bindings/$ref").textValue().substring(1))
                    .get("kafka");
            addresses.forEach(address ->
                    assertThat(topics.put(address, binding)).as(address).isNull());
        }
        return topics;
    }

    private static JsonNode binding(TopicSettings settings) {
        ObjectNode binding = new ObjectMapper().createObjectNode();
        binding.put("partitions", settings.partitions()).put("replicas", (int) settings.replicas());
        ObjectNode configuration = binding.putObject("topicConfiguration");
        settings.configs().forEach((key, value) -> {
            if (value.matches("\\d+")) {
                configuration.set(key, WrittenDocument.json(value));
            } else {
                Stream.of(value.split(",")).forEach(configuration.withArray(key)::add);
            }
        });
        binding.put("bindingVersion", "0.5.0");
        return WrittenDocument.json(binding.toString());
    }

    @Test
    void goldenRecords_areMessagesOfTheirChannels() {
        Map<String, JsonNode> topics = topics(DOCUMENT);
        List<EventRecord> records = GoldenPairs.callbacks().stream()
                .flatMap(file -> GoldenPairs.records(GoldenPairs.read(file)).stream())
                .toList();

        assertThat(records).hasSizeGreaterThan(300);
        assertThat(records).allSatisfy(record -> {
            assertThat(topics).containsKey("ci." + record.route().topic());
            assertMessage(message(record), record);
        });
    }

    @Test
    void recordWithEveryHeader_isAMessageOfItsChannel() {
        Instant received = Instant.parse("2024-05-20T06:07:08Z");
        TraceContext trace = new TraceContext(
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Optional.of("vendor=value"));
        Receipt receipt = new Receipt("media", received, Optional.of(received), Optional.of(trace));

        EventRecord record = GoldenPairs.ENVELOPE.record(
                GoldenPairs.EVENTS
                        .encode(GoldenPairs.decode("{\"JobsDetail\":{\"JobId\":\"j\",\"State\":\"x\",\"Tag\":\"y\","
                                + "\"EndTime\":\"2024-05-20T06:07:08Z\"}}"))
                        .events()
                        .getFirst(),
                receipt);

        assertMessage("jobEvent", record);
        assertThat(record.headers()).extracting(Header::name).containsExactlyInAnyOrderElementsOf(names("jobEvent"));
    }

    @Test
    void quarantinedRecords_areMessagesOfTheirChannel() {
        byte[] body = {'{', (byte) 0xFF};
        Receipt receipt = Receipt.delivered("media", GoldenPairs.RECEIVED_AT, Optional.empty());

        for (Reason reason : Reason.values()) {
            EventRecord record =
                    Quarantine.record(body, new Rejection(reason, "Line 1: 网."), Optional.empty(), receipt);

            assertThat(errors("/components/messages/rejectedCallback/headers", headers(record)))
                    .isEmpty();
            assertThat(errors(key("rejectedCallback"), '"' + record.key() + '"'))
                    .isEmpty();
        }
    }

    @Test
    void recordOfAnotherKind_isInvalidForTheChannel() {
        EventRecord workflow = GoldenPairs.records(
                        "{\"WorkflowExecution\":{\"RunId\":\"r\",\"State\":\"x\"}}".getBytes(UTF_8))
                .getFirst();

        assertThat(errors("/components/messages/jobEvent/headers", headers(workflow)))
                .extracting(Error::getKeyword)
                .containsExactlyInAnyOrder("required", "enum", "const");
        assertThat(errors("/components/messages/jobEvent/payload", new String(workflow.value(), UTF_8)))
                .isNotEmpty();
        assertThat(errors(key("rejectedCallback"), "\"r\"")).isNotEmpty();
    }

    private static void assertMessage(String message, EventRecord record) {
        assertThat(record.headers()).extracting(Header::name).isSubsetOf(names(message));
        assertThat(errors("/components/messages/" + message + "/headers", headers(record)))
                .as(record + " " + headers(record))
                .isEmpty();
        assertThat(errors("/components/messages/" + message + "/payload", new String(record.value(), UTF_8)))
                .as(record.toString())
                .isEmpty();
        assertThat(errors(key(message), '"' + record.key() + '"')).isEmpty();
    }

    private static String message(EventRecord record) {
        return switch (record.route().kind()) {
            case JOB -> "jobEvent";
            case WORKFLOW -> "workflowEvent";
            case MODERATION -> "moderationEvent";
            case QUARANTINE -> throw new AssertionError("No event: " + record);
        };
    }

    private static List<String> names(String message) {
        List<String> names = new ArrayList<>();
        applied(DOCUMENT)
                .at("/components/messages/" + message + "/headers/properties")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    private static String key(String message) {
        return "/components/messages/" + message + "/bindings/kafka/key";
    }

    @ParameterizedTest
    @CsvSource({
        "jobEvent, 2",
        "workflowEvent, 1",
        "moderationEvent, 1",
        "rejectedCallback, 1",
        "resolution, 2",
    })
    void examples_areValidBySchema(String message, int count) {
        JsonNode examples = DOCUMENT.at("/components/messages/" + message + "/examples");

        assertThat(examples).hasSize(count).allSatisfy(example -> {
            String place = "/components/messages/" + message;
            assertThat(errors(place + "/headers", example.get("headers").toString()))
                    .isEmpty();
            assertThat(errors(place + "/payload", example.get("payload").toString()))
                    .isEmpty();
        });
    }

    @Test
    void specimens_areThoseOfTheGoldenPairs() throws IOException {
        Path packaged = Path.of("src", "main", "resources", "documents", "specimens");
        try (Stream<Path> specimens = Files.list(packaged)) {
            assertThat(specimens)
                    .hasSize(5)
                    .allSatisfy(specimen -> assertThat(specimen)
                            .hasSameBinaryContentAs(Path.of("src", "test", "resources", "callbacks")
                                    .resolve(specimen.getFileName().toString())));
        }
        assertThat(DOCUMENT.at("/components/messages/jobEvent/examples/0/payload"))
                .isEqualTo(WrittenDocument.json(
                        Files.readString(Path.of("src", "test", "resources", "events", "snapshot-success.json"))));
    }

    @Test
    void examples_followTheSettings() {
        JsonNode document = document(
                Map.of(
                        "GATEWAY_TOPICS_PREFIX", "media",
                        "GATEWAY_SCHEMAS_BASE_URI", "https://ci.example/schemas",
                        "GATEWAY_ACCEPT_BUCKETS", "another-1300000042",
                        "GATEWAY_CALLBACK_MAX_DEPTH", "2",
                        "GATEWAY_CALLBACK_MAX_NODES", "1"),
                Map.of());

        JsonNode job = document.at("/components/messages/jobEvent");
        assertThat(job.at("/examples/0/summary").textValue()).isEqualTo("On the topic media.jobs.success.snapshot");
        assertThat(job.at("/examples/0/headers/ce_dataschema").textValue())
                .isEqualTo(job.at("/headers/properties/ce_dataschema/const").textValue())
                .isEqualTo("https://ci.example/schemas/job-event/1");
    }

    @Test
    void payload_hasTheMembersOfTheServedSchema() {
        for (EventSchema schema : EventSchema.values()) {
            JsonNode served = WrittenDocument.json(schema.document("urn:jobevents:schemas"));
            String name = PayloadSchemas.name(schema);

            assertThat(DOCUMENT.at("/components/schemas/" + name + "/properties")
                            .properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactlyElementsOf(served.get("properties").properties().stream()
                            .map(Map.Entry::getKey)
                            .toList());
            served.get("$defs")
                    .fieldNames()
                    .forEachRemaining(definition -> assertThat(DOCUMENT.at("/components/schemas/" + name
                                    + definition.substring(0, 1).toUpperCase() + definition.substring(1)))
                            .as(definition)
                            .isNotEmpty());
        }
    }

    @Test
    void document_hasNoExternalReferences() {
        String text = DOCUMENT.toString();

        assertThat(text).doesNotContain("$defs", "$schema", "\"$id\"", "{{");
        DOCUMENT.findValues("$ref")
                .forEach(reference -> assertThat(
                                DOCUMENT.at(reference.textValue().substring(1)))
                        .as(reference.textValue())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "PLAINTEXT | -             | -      | kafka        | -",
                "SSL       | -             | -      | kafka-secure | -",
                "SSL       | -             | /x.jks | kafka-secure | X509",
                "SASL_SSL  | PLAIN         | -      | kafka-secure | plain",
                "sasl_ssl  | SCRAM-SHA-256 | -      | kafka-secure | scramSha256",
                "SASL_SSL  | SCRAM-SHA-512 | -      | kafka-secure | scramSha512",
                "SASL_PLAINTEXT | -        | -      | kafka        | gssapi",
                "SASL_SSL  | OAUTHBEARER   | -      | kafka-secure | http",
            })
    void server_hasProtocolAndSecurity(
            String protocol, String mechanism, String keystore, String expected, String scheme) {
        Map<String, String> kafka = new TreeMap<>(Map.of("kafka.security.protocol", protocol));
        Optional.ofNullable(mechanism).ifPresent(value -> kafka.put("kafka.sasl.mechanism", value));
        Optional.ofNullable(keystore).ifPresent(value -> kafka.put("kafka.ssl.keystore.location", value));

        JsonNode document = document(Map.of(), kafka);

        JsonNode server = document.at("/servers/kafka");
        assertThat(server.get("host").textValue()).isEqualTo("localhost:9092");
        assertThat(server.get("protocol").textValue()).isEqualTo(expected);
        String reference = server.at("/security/0/$ref").asText("#");
        assertThat(document.at(reference.substring(1)).path("type").textValue()).isEqualTo(scheme);
    }

    @Test
    void bootstrapServer_isAServer() {
        JsonNode servers = document(
                        Map.of(),
                        Map.of("kafka.bootstrap.servers", "kafka-1:9092, SASL_SSL://kafka-2:9093,[::1]:9094,user:pw@x"))
                .get("servers");

        assertThat(servers.properties())
                .extracting(server ->
                        server.getKey() + " " + server.getValue().get("host").textValue())
                .containsExactly("kafka-1 kafka-1:9092", "kafka-2 kafka-2:9093", "kafka-3 [::1]:9094");
    }

    @Test
    void secrets_areNotInIt() {
        String secret = "planted-s3cret-0123456789";
        Map<String, String> environment = Map.of(
                "GATEWAY_HTTP_TOKENS", secret,
                "GATEWAY_SOURCES_MEDIA_TOKENS", secret + "a",
                "GATEWAY_SOURCES_DOCS_TOKENS_FILE", "/run/" + secret);
        Map<String, String> kafka = Map.of(
                "kafka.bootstrap.servers", "a:9092,user:" + secret + "@b:9092",
                "kafka.security.protocol", "SASL_SSL",
                "kafka.sasl.mechanism", "PLAIN",
                "kafka.sasl.jaas.config", "PlainLoginModule required username=\"u\" password=\"" + secret + "\";",
                "kafka.ssl.keystore.password", secret,
                "kafka.ssl.keystore.key", secret,
                "kafka.ssl.keystore.location", secret,
                "mp.messaging.outgoing.events.sasl.jaas.config", secret,
                "kafka.ssl.truststore.password", secret);

        assertThat(document(environment, kafka).toString())
                .contains("\"a:9092\"", "\"plain\"")
                .doesNotContain("s3cret", "LoginModule");
        assertThat(document(
                                environment,
                                Map.of("kafka.sasl.mechanism", secret, "kafka.security.protocol", "SASL" + secret))
                        .toString())
                .doesNotContain("s3cret");
    }

    private static JsonNode document(Map<String, String> environment, Map<String, String> kafka) {
        Brokers brokers = Brokers.of(name -> Optional.ofNullable(kafka.get(name)));
        return WrittenDocument.json(AsyncApi.document(DeployedSettings.config(environment), brokers, "1.0"));
    }

    /** The document with its traits applied. Members of a message take precedence over those of its traits. */
    private static JsonNode applied(JsonNode document) {
        ObjectNode applied = document.deepCopy();
        applied.remove("id"); // the id of the document is not that of a schema
        applied.at("/components/messages")
                .forEach(message -> message.path("traits")
                        .forEach(trait -> merge((ObjectNode) message, (ObjectNode)
                                document.at(trait.get("$ref").textValue().substring(1)))));
        return applied;
    }

    private static void merge(ObjectNode target, ObjectNode trait) {
        trait.properties().forEach(member -> {
            JsonNode own = target.get(member.getKey());
            if (own == null) {
                target.set(member.getKey(), member.getValue());
            } else if (own instanceof ObjectNode object && member.getValue() instanceof ObjectNode more) {
                merge(object, more);
            }
        });
    }

    private static List<Error> errors(String place, String instance) {
        return SCHEMAS.getSchema(SchemaLocation.of(URI + "#" + place))
                .validate(
                        instance,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static String headers(EventRecord record) {
        return new ObjectMapper()
                .valueToTree(record.headers().stream().collect(toMap(Header::name, Header::value)))
                .toString();
    }
}
