package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.http.wire.Connections;
import io.jobevents.gateway.http.wire.WireTransport;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The graceful shutdown of the public port after SIGTERM.
 *
 * <ol>
 *   <li>For {@code gateway.shutdown.notice}, callbacks are still taken while readiness is down, so that balancers stop
 *       sending. Each HTTP/1.1 connection ends after its next answer. Each HTTP/2 connection gets a GOAWAY, and ends
 *       with its last stream.
 *   <li>Then new deliveries are answered 503, and those in flight are awaited.
 * </ol>
 */
@Singleton
final class Closing {

    private enum Phase {
        OPEN,
        NOTICE,
        CLOSED
    }

    private static final Logger LOG = Logger.getLogger(Closing.class);
    /** Longer than an answer takes, whatever the state of Kafka. */
    private static final Duration IN_FLIGHT_LIMIT = Duration.ofSeconds(5);

    private final Duration notice;
    private final InFlight inFlight;
    private final Vertx vertx;
    private volatile Phase phase = Phase.OPEN;

    Closing(GatewayConfig config, InFlight inFlight, Vertx vertx) {
        this.notice = config.shutdown().notice();
        this.inFlight = inFlight;
        this.vertx = vertx;
    }

    /** Delays the shutdown of all other components until the last answer is written. */
    void close(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        phase = Phase.NOTICE;
        WireTransport.connections(vertx).ifPresent(Connections::shutDownHttp2);
        LOG.infof("Stopping%s", notice.isZero() ? "" : "; callbacks are still taken for " + notice);
        Thread.sleep(notice); // on the shutdown thread
        phase = Phase.CLOSED;
        if (!inFlight.awaitNone(IN_FLIGHT_LIMIT)) {
            LOG.warnf("Stopping, although %d callbacks have no answer yet", inFlight.deliveries());
        }
    }

    /** Whether connections end after their next answer. */
    boolean hasBegun() {
        return phase != Phase.OPEN;
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }
}
