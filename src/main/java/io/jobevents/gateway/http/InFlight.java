package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Load;
import io.jobevents.gateway.http.wire.Connections;
import io.jobevents.gateway.http.wire.WireTransport;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The deliveries between the token and their outcome: how many there are, and how many bytes of bodies they hold. Both
 * are bounded. Thread-safe.
 */
@Singleton
final class InFlight implements Load {

    private static final int HEAP_SHARE = 4;
    private static final Duration POLL = Duration.ofMillis(10);

    private final int maxDeliveries;
    private final long maxBytes;
    private final AtomicInteger deliveries = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Vertx vertx;

    InFlight(GatewayConfig config, Vertx vertx) {
        this.vertx = vertx;
        this.maxDeliveries = config.http().maxInFlight();
        this.maxBytes = config.http()
                .maxInFlightBytes()
                .map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    @Override
    public int deliveries() {
        return deliveries.get();
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public int connections() {
        return WireTransport.connections(vertx).map(Connections::open).orElse(0);
    }

    /** Waits until no delivery is left, and says whether that came to pass. Blocks. */
    boolean awaitNone(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (deliveries.get() > 0 && System.nanoTime() < end) {
            Thread.sleep(POLL); // the thread of the shutdown
        }
        return deliveries.get() == 0;
    }

    /** The place of another delivery, unless there are too many. */
    Optional<Place> enter() {
        if (deliveries.incrementAndGet() > maxDeliveries) {
            deliveries.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Place());
    }

    /** What one delivery takes up, until it leaves. For one thread at a time. */
    final class Place {

        private long held;

        /** Room for more bytes of the body, unless there are too many. */
        boolean hold(long more) {
            if (bytes.addAndGet(more) > maxBytes) {
                bytes.addAndGet(-more);
                return false;
            }
            held += more;
            return true;
        }

        void leave() {
            bytes.addAndGet(-held);
            deliveries.decrementAndGet();
        }
    }
}
