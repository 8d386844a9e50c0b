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
 * Decides whether Kafka is available, from what the rest of this room sees of it: the answers to metadata requests, the records
 * that are acknowledged, and those that are not in time.
 *
 * <p>Two decisions follow. {@link #state} is what the last metadata request found; readiness rests on it. {@link #isAway} is a
 * circuit breaker: it opens when several records in a row got no ack in time and no other record got one meanwhile, or when
 * Kafka did not answer or refused the gateway; while it is open, callbacks do not wait for Kafka. Any ack closes it. A topic that
 * is missing, or a record that is refused, says nothing about it.
 *
 * <p>Each change is logged once. The methods of metadata requests are for the one thread of {@link KafkaWatch}, the others for
 * any thread.
 */
@Singleton
class KafkaAvailability {

    private static final Logger LOG = Logger.getLogger(KafkaAvailability.class);
    /** Records without an ack that open the circuit. */
    private static final int MISSES = 3;
    /** One callback a second may try an open circuit. */
    private static final long TRIAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final GatewayConfig.Create create;
    private final long timeoutNanos;
    private final LongSupplier nanoTime;

    /** Written by the thread of the watch. */
    private volatile KafkaState state = new KafkaState.Starting();
    /** Written by the thread of the watch. */
    private volatile boolean wasReady;
    /** Whether the last request had no answer, and the one before had one; of the thread of the watch alone. */
    private boolean unsure;

    private final AtomicLong lastTrial;
    private volatile long lastAck;
    /** Guarded by this, but for the reset by an ack, which may be lost to a miss at the same moment. */
    private volatile int misses;

    /** Written under this. */
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

    /** What the last metadata request found. */
    KafkaState state() {
        return state;
    }

    /** Whether callbacks do not wait for Kafka. */
    boolean isAway() {
        return away;
    }

    /** Whether a callback may be sent now: Kafka is not away, or this one is the trial of a second in which it answered. */
    boolean admits() {
        return !away || state instanceof KafkaState.Answering && isTrial();
    }

    private boolean isTrial() {
        long now = nanoTime.getAsLong();
        long last = lastTrial.get();
        return now - last >= TRIAL_NANOS && lastTrial.compareAndSet(last, now);
    }

    /** Whether what Kafka has not told yet can be expected in a moment. */
    boolean mayAnswerSoon() {
        return switch (state) {
            case KafkaState.Starting() -> true;
            case KafkaState.Answering(List<String> missing) -> true;
            case KafkaState.Refusing(String why) -> false;
            case KafkaState.Away(String why) -> false;
        };
    }

    /** Whether records can be expected to be acknowledged. Once that was so, a missing topic does not undo it. */
    boolean isReady() {
        return switch (state) {
            case KafkaState.Answering(List<String> missing) -> wasReady || missing.isEmpty();
            case KafkaState.Starting() -> false;
            case KafkaState.Refusing(String why) -> false;
            case KafkaState.Away(String why) -> false;
        };
    }

    /** Whether records could ever be expected to be acknowledged. */
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
        unsure = false;
        become(new KafkaState.Answering(missing));
        wasReady |= isReady();
    }

    /**
     * A metadata request failed. A broker that dies takes the request with it that it was sent, while the others are well; so a
     * first one without an answer changes nothing, and the next is sent to another broker.
     *
     * @param cause of Kafka's kind, without wrappers
     */
    void unanswered(Throwable cause) {
        boolean refused = cause instanceof AuthenticationException || cause instanceof AuthorizationException;
        unsure = !refused && !unsure && state instanceof KafkaState.Answering;
        if (!unsure) {
            away("it does not answer, or refuses the gateway");
            String why = KafkaFailure.innermostMessage(cause);
            become(refused ? new KafkaState.Refusing(why) : new KafkaState.Away(why));
        }
    }

    /** Whether the last request failed and nothing was concluded from it, so that the next one is due at once. */
    boolean isUnsure() {
        return unsure;
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
