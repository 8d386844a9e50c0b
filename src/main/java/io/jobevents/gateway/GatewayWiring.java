package io.jobevents.gateway;

import io.jobevents.gateway.record.TagCatalogue;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Creates the beans whose classes do not depend on the container. */
final class GatewayWiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Deadlines deadlines() {
        return new Deadlines();
    }

    void close(@Disposes Deadlines deadlines) {
        deadlines.close();
    }

    @Produces
    @Singleton
    Sources sources(GatewayConfig config) {
        return Sources.of(config);
    }

    @Produces
    @Singleton
    TagCatalogue catalogue(GatewayConfig config) {
        return new TagCatalogue(config.topics().extraTags().orElse(List.of()));
    }

    @Produces
    @Singleton
    CallbackRecords callbacks(GatewayConfig config, Sources sources, TagCatalogue catalogue) {
        return CallbackRecords.of(config, sources, catalogue);
    }

    @Produces
    @Singleton
    CallbackGateway gateway(
            CallbackRecords callbacks, RecordPublisher publisher, Spool spool, GatewayMetrics metrics, Clock clock) {
        return new CallbackGateway(callbacks, publisher, spool, metrics, clock);
    }
}
