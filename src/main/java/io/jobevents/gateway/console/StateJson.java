package io.jobevents.gateway.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.DoorView;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayCounts;
import io.jobevents.gateway.KafkaView;
import io.jobevents.gateway.Load;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.SecretUse;
import io.jobevents.gateway.Source;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.Spool;
import io.jobevents.gateway.SpoolAside;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.event.Warning;
import io.jobevents.gateway.record.TagCatalogue;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes the state of this pod as JSON: counts, Kafka, topics, spool, and the use of secrets. */
@Singleton
final class StateJson {

    private final GatewayConfig config;
    private final Sources sources;
    private final TagCatalogue tags;
    private final GatewayCounts counts;
    private final Load load;
    private final RecordPublisher publisher;
    private final KafkaView kafka;
    private final Spool spool;
    private final SpoolAside aside;
    private final DoorView door;
    private final Activity activity;
    private final Clock clock;
    private final String version;
    private final String pod = pod();

    StateJson(
            GatewayConfig config,
            Sources sources,
            TagCatalogue tags,
            GatewayCounts counts,
            Load load,
            RecordPublisher publisher,
            KafkaView kafka,
            Spool spool,
            SpoolAside aside,
            DoorView door,
            Activity activity,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.config = config;
        this.sources = sources;
        this.tags = tags;
        this.counts = counts;
        this.load = load;
        this.publisher = publisher;
        this.kafka = kafka;
        this.spool = spool;
        this.aside = aside;
        this.door = door;
        this.activity = activity;
        this.clock = clock;
        this.version = version;
    }

    /** The host name, which Kubernetes sets to the name of the pod. */
    private static String pod() {
        return Optional.ofNullable(System.getenv("HOSTNAME")).orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "unknown";
            }
        });
    }

    /** @param reasons the number of records set aside by reason; empty if the disk did not answer */
    JsonBody of(Optional<Map<String, Long>> reasons) {
        return out -> {
            out.writeStringField("pod", pod);
            out.writeStringField("version", version);
            out.writeStringField("java", Runtime.version().toString());
            long started = ManagementFactory.getRuntimeMXBean().getStartTime();
            out.writeStringField("started", Instant.ofEpochMilli(started).toString());
            out.writeStringField("now", clock.instant().toString());
            out.writeBooleanField("ready", door.isReady());
            out.writeBooleanField("stopping", door.isStopping());
            counts(out);
            kafka(out);
            topics(out);
            spool(out, reasons);
            secrets(out);
            out.writeObjectFieldStart("console");
            out.writeNumberField("viewers", activity.viewers());
            out.writeNumberField("searches", activity.searches());
            out.writeEndObject();
            words(out, "sources", sources.all().stream().map(Source::name));
            words(out, "tags", tags.parts().stream());
            words(out, "reasons", Arrays.stream(Reason.values()).map(Reason::code));
            words(out, "warnings", Arrays.stream(Warning.values()).map(Warning::code));
        };
    }

    private void counts(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("counts");
        numbers(out, "callbacks", counts.callbacks());
        numbers(out, "refused", counts.refused());
        out.writeNumberField("inFlight", load.deliveries());
        out.writeNumberField("inFlightBytes", load.bytes());
        out.writeNumberField("connections", load.connections());
        out.writeNumberField("acknowledged", counts.acknowledged());
        out.writeEndObject();
    }

    private void kafka(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("kafka");
        out.writeStringField("state", kafka.state());
        Optional<String> why = kafka.why();
        if (why.isPresent()) {
            out.writeStringField("why", why.get());
        }
        out.writeStringField("circuit", publisher.isAway() ? "open" : "closed");
        out.writeEndObject();
    }

    private void topics(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("topics");
        out.writeStringField("prefix", config.topics().prefix());
        out.writeStringField(
                "create",
                config.topics().create().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        words(out, "missing", kafka.missing().stream());
        out.writeArrayFieldStart("weak");
        for (KafkaView.WeakTopic topic : kafka.weak()) {
            out.writeStartObject();
            out.writeStringField("topic", topic.topic());
            out.writeNumberField("replicas", topic.replicas());
            out.writeNumberField("inSync", topic.inSync());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void spool(JsonGenerator out, Optional<Map<String, Long>> reasons) throws IOException {
        Spool.Level level = spool.level();
        out.writeObjectFieldStart("spool");
        out.writeBooleanField("enabled", aside.isEnabled());
        out.writeNumberField("records", level.records());
        out.writeNumberField("bytes", level.bytes());
        out.writeNumberField("limit", level.limit());
        if (level.oldest().isPresent()) {
            out.writeStringField("oldest", level.oldest().get().toString());
        }
        out.writeBooleanField("writable", level.writable());
        out.writeNumberField("damaged", level.damaged());
        out.writeObjectFieldStart("aside");
        out.writeNumberField("records", level.aside());
        numbers(out, "reasons", reasons.orElse(Map.of()));
        out.writeEndObject();
        out.writeEndObject();
    }

    private void secrets(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("secrets");
        for (SecretUse secret : door.secrets()) {
            out.writeStartObject();
            out.writeStringField("source", secret.source());
            out.writeNumberField("position", secret.position());
            Optional<Instant> last = secret.lastUsed();
            if (last.isPresent()) {
                out.writeStringField("lastUsed", last.get().toString());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void numbers(JsonGenerator out, String name, Map<String, Long> numbers) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> number : numbers.entrySet()) {
            out.writeNumberField(number.getKey(), number.getValue());
        }
        out.writeEndObject();
    }

    private static void words(JsonGenerator out, String name, Stream<String> words) throws IOException {
        out.writeArrayFieldStart(name);
        for (String word : words.toList()) {
            out.writeString(word);
        }
        out.writeEndArray();
    }
}
