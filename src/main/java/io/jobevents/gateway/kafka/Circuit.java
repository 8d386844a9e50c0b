package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.LogFields;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The circuit between callbacks and Kafka. It opens on evidence that Kafka takes nothing: several records in a row without
 * an ack in time, with no ack of any other meanwhile, or looks that found nobody. While it is open, callbacks do not wait
 * for Kafka. Any ack closes it.
 *
 * <p>A topic that is missing, or a record that is refused, is no such evidence. Thread-safe.
 */
@Singleton
class Circuit {

    private static final Logger LOG = Logger.getLogger(Circuit.class);
    /** Records without an ack that open the circuit. */
    private static final int MISSES = 3;
    /** One callback a second may try an open circuit. */
    private static final long PROBE_NANOS = Duration.ofSeconds(1).toNanos();

    private final long timeoutNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong lastProbe;
    private volatile long lastAck;
    private volatile int misses;
    private volatile boolean open;

    @Inject
    Circuit(GatewayConfig config) {
        this(config.publish().timeout(), System::nanoTime);
    }

    Circuit(Duration timeout, LongSupplier nanoTime) {
        this.timeoutNanos = timeout.toNanos();
        this.nanoTime = nanoTime;
        this.lastAck = nanoTime.getAsLong();
        this.lastProbe = new AtomicLong(lastAck);
    }

    boolean isOpen() {
        return open;
    }

    /** Kafka has acknowledged a record. */
    void acknowledged() {
        lastAck = nanoTime.getAsLong();
        misses = 0;
        if (open) {
            close();
        }
    }

    /** A record was not acknowledged in time. */
    synchronized void missed() {
        misses++;
        if (misses >= MISSES && nanoTime.getAsLong() - lastAck >= timeoutNanos) {
            open("no record is acknowledged");
        }
    }

    /** Looks at Kafka found nobody, or it refuses the gateway. */
    void away() {
        open("it does not answer, or refuses the gateway");
    }

    /** Whether the caller may try Kafka although the circuit is open: one in a second. */
    boolean mayProbe() {
        long now = nanoTime.getAsLong();
        long last = lastProbe.get();
        return now - last >= PROBE_NANOS && lastProbe.compareAndSet(last, now);
    }

    private synchronized void open(String why) {
        if (!open) {
            open = true;
            LogFields.of("change", "circuit-open")
                    .around(() -> LOG.warnf("Callbacks no longer wait for Kafka: %s", why));
        }
    }

    private synchronized void close() {
        if (open) {
            open = false;
            LogFields.of("change", "circuit-closed").around(() -> LOG.info("Kafka acknowledges records again"));
        }
    }
}
