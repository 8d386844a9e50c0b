package io.jobevents.gateway.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.CallbackRecords.Result;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.callback.Bounds;
import io.jobevents.gateway.callback.CallbackDecoder;
import io.jobevents.gateway.event.CallbackEvents;
import io.jobevents.gateway.record.CloudEvent;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.Origin;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Receipt;
import io.jobevents.gateway.record.TagCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The example records of a document: packaged specimens of callbacks, decoded, normalized and encoded like any
 * callback. They use the settings that consumers see, but not the bounds and buckets, so that every configuration has
 * examples.
 */
final class Examples {

    /** A fixed time of receipt, so that equal settings give equal documents. */
    private static final Instant RECEIVED_AT = Instant.parse("2024-07-19T00:00:05.123Z");

    private static final Instant RESOLVED_AT = Instant.parse("2024-07-20T09:30:00Z");

    private final String prefix;
    private final CallbackRecords callbacks;

    Examples(GatewayConfig config, TagCatalogue catalogue) {
        long maxSize = 1 << 20;
        this.prefix = config.topics().prefix();
        this.callbacks = new CallbackRecords(
                new CallbackDecoder(new Bounds(64, 10_000, 100), CallbackEvents.nodeNames()),
                Map.of(
                        Origin.DEFAULT,
                        new CallbackEvents(Set.of(), config.moderation().user(), maxSize)),
                new CloudEvent(config.schemas().baseUri(), catalogue));
    }

    /** The event of each specimen. */
    ArrayNode events(String... specimens) {
        ArrayNode examples = Template.NODES.arrayNode();
        for (String specimen : specimens) {
            EventRecord record = parts(body(specimen)).events().getFirst();
            JsonNode value = json(record.value());
            examples.add(example(specimen, prefix + "." + record.route().topic(), record.headers(), value));
        }
        return examples;
    }

    /** The quarantine record of the specimen, for its first part at fault. */
    ArrayNode rejected(String specimen) {
        byte[] body = body(specimen);
        Receipt receipt = Receipt.delivered(Origin.DEFAULT, RECEIVED_AT, Optional.empty());
        EventRecord record = Quarantine.record(
                body, parts(body).rejected().getFirst().rejection(), Optional.of("application/xml"), receipt);
        JsonNode value = Template.text(text(specimen));
        return Template.NODES
                .arrayNode()
                .add(example(specimen, prefix + "." + record.route().topic(), record.headers(), value));
    }

    ArrayNode resolutions() {
        ArrayNode examples = Template.NODES.arrayNode();
        for (Quarantine.Resolver resolver : Quarantine.Resolver.values()) {
            List<Header> headers = Quarantine.resolved(resolver, RESOLVED_AT);
            examples.add(example(resolver.word(), prefix + ".callbacks.rejected", headers, Template.NODES.nullNode()));
        }
        return examples;
    }

    private Result.Parts parts(byte[] body) {
        Receipt receipt = Receipt.delivered(Origin.DEFAULT, RECEIVED_AT, Optional.empty());
        if (callbacks.of(body, Optional.empty(), receipt) instanceof Result.Parts parts) {
            return parts;
        }
        throw new IllegalStateException("A specimen is no callback");
    }

    private static ObjectNode example(String specimen, String topic, List<Header> headers, JsonNode value) {
        ObjectNode example = Template.NODES.objectNode();
        example.put("name", specimen.replaceFirst("\\..*", ""));
        example.put("summary", "On the topic " + topic);
        ObjectNode written = example.putObject("headers");
        headers.forEach(header -> written.put(header.name(), header.value()));
        example.set("payload", value);
        return example;
    }

    /** The specimen itself, in XML. */
    static String text(String specimen) {
        return new String(body(specimen), StandardCharsets.UTF_8);
    }

    /** The specimen itself, in JSON. */
    static JsonNode json(String specimen) {
        return json(body(specimen));
    }

    private static JsonNode json(byte[] value) {
        try {
            return Template.JSON.readTree(new String(value, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event is no JSON", e);
        }
    }

    private static byte[] body(String specimen) {
        try (InputStream packaged = Examples.class.getResourceAsStream("/documents/specimens/" + specimen)) {
            if (packaged == null) {
                throw new IllegalStateException("The specimen " + specimen + " is not packaged");
            }
            return packaged.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the packaged specimen " + specimen, e);
        }
    }
}
