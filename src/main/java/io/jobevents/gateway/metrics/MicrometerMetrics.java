package io.jobevents.gateway.metrics;

import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.SecretUse;
import io.jobevents.gateway.Source;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The metrics of {@link GatewayMetrics}. Counters of alerts are registered at zero on startup, since Prometheus computes
 * no increase for a counter whose first value is one. Thread-safe.
 */
@Singleton
final class MicrometerMetrics implements GatewayMetrics {

    /** Seconds of an answer, up to the two that the gateway promises. */
    private static final double[] ANSWER = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 5};
    /** Records of the spool may wait as long as the producer tries. */
    private static final double[] PUBLISH = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 5, 30};

    /** The label for what is none of its closed set. */
    private static final String OTHER = "other";

    /** The labels of a counter of callbacks. */
    private record Ended(String source, Format format, String outcome, String reason) {}

    private final MeterRegistry registry;
    private final Map<Ended, Counter> callbacks = new ConcurrentHashMap<>();
    private final Map<Route, Counter> events = new ConcurrentHashMap<>();
    private final Map<String, Counter> missing = new ConcurrentHashMap<>();
    private final Map<Refusal, Counter> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger weakTopics = new AtomicInteger();
    private final Timer answer;
    private final Timer publish;
    private final MultiGauge secrets;

    MicrometerMetrics(MeterRegistry registry, Sources sources) {
        this.registry = registry;
        this.answer = timer("gateway.answer", "From the whole body to the answer", ANSWER);
        this.publish = timer("gateway.publish", "From the record to Kafka's ack", PUBLISH);
        Gauge.builder("gateway.topics.weak", weakTopics, AtomicInteger::get)
                .description("Topics that can lose what Kafka has acknowledged")
                .register(registry);
        this.secrets = MultiGauge.builder("gateway.token.last.used")
                .description("When a request last showed the secret, in Unix time; 0 if none has since the start")
                .baseUnit("seconds")
                .register(registry);
        sources.all().forEach(this::begin);
        for (Refusal refusal : Refusal.values()) {
            refusalCounter(refusal);
        }
        undecodableCounter(true);
        undecodableCounter(false);
        Route.required().forEach(this::missingCounter);
        for (Reason reason : Reason.values()) {
            quarantineCounter(Optional.of(reason));
        }
        quarantineCounter(Optional.empty());
    }

    private void begin(Source source) {
        for (Format format : Format.values()) {
            for (Outcome.Cause cause : Outcome.Cause.values()) {
                callbackCounter(new Ended(source.name(), format, "unavailable", cause.code()));
            }
            for (Reason reason : Reason.values()) {
                callbackCounter(new Ended(source.name(), format, "rejected", reason.code()));
            }
        }
        overRateCounter(source);
        tokenFileCounter(source);
    }

    @Override
    public void callback(Source source, Format format, Outcome outcome, Duration took) {
        callbacks
                .computeIfAbsent(
                        new Ended(
                                source.name(),
                                format,
                                outcome.word(),
                                outcome.reason().orElse("")),
                        this::callbackCounter)
                .increment();
        answer.record(took);
    }

    @Override
    public void undecodable(boolean copied) {
        undecodableCounter(copied).increment();
    }

    @Override
    public void acknowledged(EventRecord record, Duration took) {
        recordCounter(record).increment();
        publish.record(took);
    }

    @Override
    public void topicMissing(EventRecord record) {
        missing.computeIfAbsent(record.route().topic(), this::missingCounter).increment();
    }

    @Override
    public void refused(Refusal refusal) {
        refusals.computeIfAbsent(refusal, this::refusalCounter).increment();
    }

    @Override
    public void overRate(Source source) {
        overRateCounter(source).increment();
    }

    @Override
    public void tokenFileRefused(Source source) {
        tokenFileCounter(source).increment();
    }

    @Override
    public void secrets(List<? extends SecretUse> valid) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (SecretUse secret : valid) {
            Tags tags = Tags.of("source", secret.source(), "position", String.valueOf(secret.position()));
            rows.add(MultiGauge.Row.of(
                    tags,
                    secret,
                    use -> use.lastUsed()
                            .map(instant -> (double) instant.getEpochSecond())
                            .orElse(0.0)));
        }
        secrets.register(rows, true);
    }

    @Override
    public void weakTopics(int topics) {
        weakTopics.set(topics);
    }

    private Counter callbackCounter(Ended ended) {
        return Counter.builder("gateway.callbacks")
                .description("Deliveries that the door let in, by how they ended")
                .tag("format", lowerCase(ended.format()))
                .tag("outcome", ended.outcome())
                .tag("reason", ended.reason())
                .tag("source", ended.source())
                .register(registry);
    }

    private Counter overRateCounter(Source source) {
        return Counter.builder("gateway.over.rate")
                .description("Callbacks that were refused, since their source posts more than its max-rate")
                .tag("source", source.name())
                .register(registry);
    }

    private Counter tokenFileCounter(Source source) {
        return Counter.builder("gateway.token.files.refused")
                .description("Changes of a file of tokens that were not taken")
                .tag("source", source.name())
                .register(registry);
    }

    private Counter undecodableCounter(boolean copied) {
        return Counter.builder("gateway.undecodable")
                .description("Callbacks with bytes that were replaced in their events")
                .tag("copy", copied ? "kept" : "lost")
                .register(registry);
    }

    private Counter recordCounter(EventRecord record) {
        return switch (record.route().kind()) {
            case JOB, WORKFLOW, MODERATION -> events.computeIfAbsent(record.route(), this::eventCounter);
            case QUARANTINE -> quarantineCounter(Quarantine.reason(record));
        };
    }

    /** The state and tag of a route come from the catalogue, whatever a sender wrote. */
    private Counter eventCounter(Route route) {
        return Counter.builder("gateway.events")
                .description("Events that Kafka has acknowledged")
                .tag("kind", lowerCase(route.kind()))
                .tag("state", route.state().orElse(""))
                .tag("tag", route.tag().orElse(""))
                .register(registry);
    }

    /** @param reason empty for a word that this version does not know: another one has spooled the record */
    private Counter quarantineCounter(Optional<Reason> reason) {
        return Counter.builder("gateway.quarantined")
                .description("Bodies in quarantine that Kafka has acknowledged")
                .tag("reason", reason.map(Reason::code).orElse(OTHER))
                .register(registry);
    }

    private Counter missingCounter(String topic) {
        return Counter.builder("gateway.topic.missing")
                .description("Records whose topic is missing: a substitute took them, or the spool")
                .tag("topic", topic)
                .register(registry);
    }

    private Counter refusalCounter(Refusal refusal) {
        return Counter.builder("gateway.refused")
                .description("Requests that the door has answered by itself")
                .tag("status", String.valueOf(refusal.status()))
                .tag("reason", refusal.code())
                .register(registry);
    }

    private Timer timer(String name, String description, double[] seconds) {
        Duration[] buckets = new Duration[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            buckets[i] = Duration.ofNanos((long) (seconds[i] * 1e9));
        }
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
