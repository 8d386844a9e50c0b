package io.jobevents.gateway.metrics;

import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.event.EventRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of {@link GatewayMetrics}, each registered when it first counts. Thread-safe. */
@Singleton
final class MicrometerMetrics implements GatewayMetrics {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(1500),
        Duration.ofSeconds(2)
    };

    /** The labels of a counter of callbacks. */
    private record Ended(Format format, String outcome, String reason) {}

    private final MeterRegistry registry;
    private final Map<Ended, Counter> callbacks = new ConcurrentHashMap<>();
    private final Map<String, Counter> published = new ConcurrentHashMap<>();
    private final Map<String, Counter> missing = new ConcurrentHashMap<>();
    private final Timer answer;
    private final Timer ack;

    MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.answer = Timer.builder("gateway.answer")
                .description("From the whole body to the answer")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.ack = Timer.builder("gateway.ack")
                .description("From the record to Kafka's ack")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void callback(Format format, Outcome outcome, Duration took) {
        callbacks.computeIfAbsent(ended(format, outcome), this::callbackCounter).increment();
        answer.record(took);
    }

    @Override
    public void acknowledged(EventRecord record, Duration took) {
        published
                .computeIfAbsent(
                        record.route().topic(),
                        topic -> counter("gateway.records", "Records that Kafka has acknowledged", "topic", topic))
                .increment();
        ack.record(took);
    }

    @Override
    public void topicMissing(EventRecord record) {
        missing.computeIfAbsent(
                        record.route().topic(),
                        topic -> counter("gateway.topic.missing", "Records without a topic to go to", "topic", topic))
                .increment();
    }

    private static Ended ended(Format format, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Published published -> new Ended(format, "published", "");
            case Outcome.Spooled spooled -> new Ended(format, "spooled", "");
            case Outcome.Probe() -> new Ended(format, "probe", "");
            case Outcome.Rejected rejected ->
                new Ended(format, "rejected", rejected.rejection().reason().code());
            case Outcome.Unavailable(Outcome.Cause cause) -> new Ended(format, "unavailable", cause.code());
        };
    }

    private Counter callbackCounter(Ended ended) {
        return Counter.builder("gateway.callbacks")
                .description("Deliveries that the door let in, by how they ended")
                .tag("format", lowerCase(ended.format()))
                .tag("outcome", ended.outcome())
                .tag("reason", ended.reason())
                .register(registry);
    }

    private Counter counter(String name, String description, String label, String value) {
        return Counter.builder(name).description(description).tag(label, value).register(registry);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
