package io.jobevents.gateway.spool;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.Spool;
import io.jobevents.gateway.SpoolAside;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the spool before the callback endpoint, and drains it after the endpoint is closed, while the producer still
 * exists.
 */
@Singleton
final class SpoolLife {

    private final Optional<DiskSpool> disk;
    private final Duration drainLimit;
    private @Nullable Drain drain;

    SpoolLife(GatewayConfig config, Clock clock) {
        GatewayConfig.Spool settings = config.spool();
        this.disk = settings.enabled()
                ? Optional.of(new DiskSpool(settings.path(), settings.maxSize().asLongValue(), clock))
                : Optional.empty();
        this.drainLimit = config.shutdown().drain();
    }

    @Produces
    @Singleton
    Spool spool() {
        return disk.map(Spool.class::cast).orElse(Spool.NONE);
    }

    @Produces
    @Singleton
    SpoolAside aside() {
        return disk.map(SpoolAside.class::cast).orElse(SpoolAside.NONE);
    }

    void open(@Observes @Priority(10) StartupEvent event) {
        disk.ifPresent(DiskSpool::open);
    }

    /** Starts the drain, later than the spool, since the publisher needs the channels of Quarkus Messaging. */
    void drain(@Observes StartupEvent event, RecordPublisher publisher) {
        disk.ifPresent(spool -> {
            drain = new Drain(spool, publisher);
            drain.start();
        });
    }

    /**
     * Drains the remaining records while Kafka acknowledges, and returns whether none is left, which is also true
     * without a spool. Blocks.
     */
    boolean finish(Duration limit) throws InterruptedException {
        return drain == null || drain.finish(limit);
    }

    void close(@Observes @Priority(10) ShutdownEvent event) throws InterruptedException {
        finish(drainLimit);
        if (drain != null) {
            drain.close();
        }
        disk.ifPresent(DiskSpool::close);
    }
}
