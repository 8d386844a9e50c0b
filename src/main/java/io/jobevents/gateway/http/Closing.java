package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * The closing of the door after SIGTERM: for {@code gateway.shutdown.notice} callbacks are taken as ever, but on
 * connections that end with the answer, while readiness tells the balancer to send no more. Then new ones are answered
 * 503, and those in flight are waited for.
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
    private volatile Phase phase = Phase.OPEN;

    Closing(GatewayConfig config, InFlight inFlight) {
        this.notice = config.shutdown().notice();
        this.inFlight = inFlight;
    }

    /** Holds up the shutdown of everything else until the last answer is out. */
    void close(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        phase = Phase.NOTICE;
        LOG.infof("Stopping; callbacks are still taken for %s", notice);
        Thread.sleep(notice); // the thread of the shutdown, which has nothing else to do
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
