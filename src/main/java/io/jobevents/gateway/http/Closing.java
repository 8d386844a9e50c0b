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
 * The closing of the door after SIGTERM: for {@code gateway.shutdown.notice} callbacks are taken as ever, but on
 * connections that end with the answer, while readiness tells the balancer to send no more. Over HTTP/2 each connection is
 * told to open no more streams, and ends when those that are open have. Then new deliveries are answered 503, and those in
 * flight are waited for.
 */
@Singleton
final class Closing {

    private enum Phase {
        OPEN,
        NOTICE,
        CLOSED
    }

    private static final Logger LOG = Logger.getLogger(Closing.class);
    /** Longer than an answer takes, whatever Kafka does. */
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

    /** Holds up the shutdown of everything else until the last answer is out. */
    void close(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        phase = Phase.NOTICE;
        WireTransport.connections(vertx).ifPresent(Connections::shutDownHttp2);
        LOG.infof("Stopping%s", notice.isZero() ? "" : "; callbacks are still taken for " + notice);
        Thread.sleep(notice); // on the thread of the shutdown
        phase = Phase.CLOSED;
        if (!inFlight.awaitNone(IN_FLIGHT_LIMIT)) {
            LOG.warnf("%d callbacks are left without an answer", inFlight.deliveries());
        }
    }

    /** Whether connections should end with the next answer. */
    boolean hasBegun() {
        return phase != Phase.OPEN;
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }
}
