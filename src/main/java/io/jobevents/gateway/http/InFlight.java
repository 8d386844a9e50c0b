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
 * Counts the deliveries between the token check and their answer, and the bytes of their bodies, and limits both.
 * Thread-safe.
 */
@Singleton
final class InFlight implements Load {

    /** Unless configured, bodies take at most a quarter of the heap. */
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

    /** Blocks until no delivery is left or the limit has passed. Returns whether none is left. */
    boolean awaitNone(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (deliveries.get() > 0 && System.nanoTime() < end) {
            Thread.sleep(POLL); // on the shutdown thread
        }
        return deliveries.get() == 0;
    }

    /** Reserves a place for one more delivery. Empty if {@code max-in-flight} is reached. */
    Optional<Place> enter() {
        if (deliveries.incrementAndGet() > maxDeliveries) {
            deliveries.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Place());
    }

    /** The share of one delivery in the limits, until {@link #leave}. For one thread at a time. */
    final class Place {

        private long held;

        /**
         * Reserves more bytes for the body. Returns false, and reserves none, if {@code max-in-flight-bytes} is
         * exceeded.
         */
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
