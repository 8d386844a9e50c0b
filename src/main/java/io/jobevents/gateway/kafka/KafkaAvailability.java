package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.LogFields;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jboss.logging.Logger;

/**
 * Decides whether Kafka is available, from the results of metadata requests, the acknowledged records, and the timeouts
 * of records.
 *
 * <p>Two decisions follow. {@link #state} is the result of the last metadata request; readiness depends on it.
 * {@link #isAway} is a circuit breaker: it opens when several records in a row got no ack in time and no other record
 * got one meanwhile, or when Kafka did not answer or refused the gateway; while it is open, callbacks do not wait for
 * Kafka. Any ack closes it. A missing topic or a refused record does not affect it.
 *
 * <p>Each change is logged once. The methods of metadata requests are for the one thread of {@link KafkaWatch}, the
 * others for any thread.
 */
@Singleton
class KafkaAvailability {

    private static final Logger LOG = Logger.getLogger(KafkaAvailability.class);
    /** The number of records without an ack that opens the circuit. */
    private static final int MISSES = 3;
    /** While the circuit is open, one callback per second may try to publish. */
    private static final long TRIAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final GatewayConfig.Create create;
    private final long timeoutNanos;
    private final LongSupplier nanoTime;

    /** Written by the thread of the watch. */
    private volatile KafkaState state = new KafkaState.Starting();
    /** Written by the thread of the watch. */
    private volatile boolean wasReady;
    /** Whether the last request had no answer but the one before had one; for the thread of the watch alone. */
    private boolean retryDue;

    private final AtomicLong lastTrial;
    private volatile long lastAck;
    /** Guarded by this, except the reset by an ack, which a concurrent miss may overwrite. */
    private volatile int misses;

    /** Written under the lock of this. */
    private volatile boolean away;

    @Inject
    KafkaAvailability(GatewayConfig config) {
        this(config.topics().create(), config.publish().timeout(), System::nanoTime);
    }

    KafkaAvailability(GatewayConfig.Create create, Duration timeout, LongSupplier nanoTime) {
        this.create = create;
        this.timeoutNanos = timeout.toNanos();
        this.nanoTime = nanoTime;
        this.lastAck = nanoTime.getAsLong();
        this.lastTrial = new AtomicLong(lastAck);
    }

    /** The result of the last metadata request. */
    KafkaState state() {
        return state;
    }

    /** Whether the circuit is open, so that callbacks do not wait for Kafka. */
    boolean isAway() {
        return away;
    }

    /**
     * Whether a callback may be published now: the circuit is closed, or Kafka answers metadata requests and this is
     * the one trial per second.
     */
    boolean admits() {
        return !away || state instanceof KafkaState.Answering && isTrial();
    }

    private boolean isTrial() {
        long now = nanoTime.getAsLong();
        long last = lastTrial.get();
        return now - last >= TRIAL_NANOS && lastTrial.compareAndSet(last, now);
    }

    /** Whether missing metadata is expected soon. */
    boolean mayAnswerSoon() {
        return switch (state) {
            case KafkaState.Starting() -> true;
            case KafkaState.Answering(List<String> missing) -> true;
            case KafkaState.Refusing(String why) -> false;
            case KafkaState.Away(String why) -> false;
        };
    }

    /** Whether records are expected to be acknowledged. Once this was true, a missing topic does not change it. */
    boolean isReady() {
        return switch (state) {
            case KafkaState.Answering(List<String> missing) -> wasReady || missing.isEmpty();
            case KafkaState.Starting() -> false;
            case KafkaState.Refusing(String why) -> false;
            case KafkaState.Away(String why) -> false;
        };
    }

    /** Whether all required topics have existed once, so that records were expected to be acknowledged. */
    boolean wasReady() {
        return wasReady;
    }

    /** Kafka has acknowledged a record. */
    void acknowledged() {
        lastAck = nanoTime.getAsLong();
        misses = 0;
        if (away) {
            back();
        }
    }

    /** A record was not acknowledged in time. */
    synchronized void missed() {
        misses++;
        if (misses >= MISSES && nanoTime.getAsLong() - lastAck >= timeoutNanos) {
            away("no record is acknowledged");
        }
    }

    /** A metadata request was answered; these required topics are missing. */
    void answered(List<String> missing) {
        retryDue = false;
        become(new KafkaState.Answering(missing));
        wasReady |= isReady();
    }

    /**
     * A metadata request failed. The first timeout after an answer changes nothing, since it may be due to a single
     * broker that failed; the next request is sent at once, to another broker.
     *
     * @param cause Kafka's exception, without wrappers
     */
    void unanswered(Throwable cause) {
        boolean refused = cause instanceof AuthenticationException || cause instanceof AuthorizationException;
        retryDue = !refused && !retryDue && state instanceof KafkaState.Answering;
        if (!retryDue) {
            away("it does not answer, or refuses the gateway");
            String why = KafkaFailure.innermostMessage(cause);
            become(refused ? new KafkaState.Refusing(why) : new KafkaState.Away(why));
        }
    }

    /** Whether the last request failed without an effect on the state, so that the next one is due at once. */
    boolean isRetryDue() {
        return retryDue;
    }

    private synchronized void away(String why) {
        if (!away) {
            away = true;
            LogFields.of("change", "circuit-open")
                    .around(() -> LOG.warnf("Callbacks no longer wait for Kafka: %s", why));
        }
    }

    private synchronized void back() {
        if (away) {
            away = false;
            LogFields.of("change", "circuit-closed").around(() -> LOG.info("Kafka acknowledges records again"));
        }
    }

    private void become(KafkaState next) {
        KafkaState before = state;
        state = next;
        if (before.equals(next)) {
            return;
        }
        switch (next) {
            case KafkaState.Starting() -> {}
            case KafkaState.Answering(List<String> missing) -> logAnswering(missing);
            case KafkaState.Refusing(String why) ->
                LogFields.of("change", "kafka-refuses").around(() -> LOG.errorf("Kafka refuses the gateway: %s", why));
            case KafkaState.Away(String why) -> {
                if (!(before instanceof KafkaState.Away)) {
                    LogFields.of("change", "kafka-away").around(() -> LOG.warnf("Kafka does not answer: %s", why));
                }
            }
        }
    }

    private void logAnswering(List<String> missing) {
        if (missing.isEmpty()) {
            LogFields.of("change", "kafka-answers")
                    .around(() -> LOG.info("Kafka answers, and every required topic is there"));
        } else {
            String topics = String.join(" ", missing);
            LogFields.of("change", "topics-missing")
                    .and("topic", topics)
                    .around(() -> LOG.errorf(
                            "Kafka lacks required topics: %s (gateway.topics.create is %s)", topics, create));
        }
    }
}
