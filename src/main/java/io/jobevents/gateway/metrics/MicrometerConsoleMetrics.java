package io.jobevents.gateway.metrics;

import io.jobevents.gateway.ConsoleMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;

/** The Micrometer metrics of the console, registered at the start with zero. Thread-safe. */
@Singleton
final class MicrometerConsoleMetrics implements ConsoleMetrics {

    private final MeterRegistry registry;
    private volatile IntSupplier viewers = () -> 0;

    MicrometerConsoleMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("gateway.console.viewers", this, metrics -> metrics.viewers.getAsInt())
                .description("Viewers of the console who follow the topics")
                .register(registry);
        for (Login login : Login.values()) {
            counter(login);
        }
        for (Change change : Change.values()) {
            counter(change);
        }
    }

    @Override
    public void login(Login login) {
        counter(login).increment();
    }

    @Override
    public void changed(Change change) {
        counter(change).increment();
    }

    @Override
    public void viewers(IntSupplier count) {
        viewers = count;
    }

    private Counter counter(Login login) {
        return Counter.builder("gateway.console.logins")
                .description("Attempts to show a token to the console, by login or by header")
                .tag("result", login.code())
                .register(registry);
    }

    private Counter counter(Change change) {
        return Counter.builder("gateway.console.changes")
                .description("Changes made in the console")
                .tag("change", change.code())
                .register(registry);
    }
}
