package io.jobevents.gateway.metrics;

import io.jobevents.gateway.Load;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.Spool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The gauges of the door, of the spool and of the circuit before Kafka, read at each scrape. */
@Singleton
final class Gauges {

    private final MeterRegistry registry;
    private final Spool spool;
    private final RecordPublisher publisher;
    private final Load load;
    private final String version;
    private final Clock clock;

    Gauges(
            MeterRegistry registry,
            Spool spool,
            RecordPublisher publisher,
            Load load,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.registry = registry;
        this.spool = spool;
        this.publisher = publisher;
        this.load = load;
        this.clock = clock;
        this.version = version;
    }

    void register(@Observes StartupEvent event) {
        gauge("gateway.spool.records", "Records on the spool that wait for Kafka", Spool.Level::records);
        gauge("gateway.spool.aside", "Records on the spool that Kafka refuses for good", Spool.Level::aside);
        gauge("gateway.spool.bytes", "Bytes on the spool", Spool.Level::bytes);
        gauge("gateway.spool.limit.bytes", "Bytes that the spool may hold", Spool.Level::limit);
        gauge("gateway.spool.writable", "1 if the spool can be written", level -> level.writable() ? 1 : 0);
        gauge("gateway.spool.damaged", "Damaged spools set aside since the start", Spool.Level::damaged);
        gauge("gateway.spool.oldest.seconds", "Age of what waits longest", level -> age(level.oldest()));
        Gauge.builder("gateway.in.flight", load, Load::deliveries)
                .description("Deliveries that have no answer yet")
                .register(registry);
        Gauge.builder("gateway.in.flight.bytes", load, Load::bytes)
                .description("Bytes of their bodies")
                .register(registry);
        Gauge.builder("gateway.connections", load, Load::connections)
                .description("Open connections, those of the management port among them")
                .register(registry);
        Gauge.builder("gateway.build.info", () -> 1)
                .description("Always 1; the labels say which gateway this is")
                .tag("version", version)
                .register(registry);
        Gauge.builder("gateway.circuit.open", publisher, kafka -> kafka.isAway() ? 1 : 0)
                .description("1 while callbacks do not wait for Kafka")
                .register(registry);
    }

    private double age(Optional<Instant> oldest) {
        return oldest.map(
                        received -> Duration.between(received, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    private void gauge(String name, String description, ToDoubleFunction<Spool.Level> value) {
        Gauge.builder(name, spool, kept -> value.applyAsDouble(kept.level()))
                .description(description)
                .register(registry);
    }
}
