package io.jobevents.gateway.kafka;

import io.jobevents.gateway.Deadlines;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.record.EventRecord;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Publishes each record to the topic that the directory resolves. All records of a callback are in flight together, and
 * the wait for their acks ends after {@code gateway.publish.timeout}. The producer itself retries for longer, so an
 * unacknowledged record may still be written; consumers recognize copies by the id.
 *
 * <p>Called by event loops, so it does not block: see {@link Sending}. Thread-safe.
 */
@Singleton
final class KafkaPublisher implements RecordPublisher {

    /**
     * Kafka gets at least this fraction (1/5) of the timeout, however long decoding took; an available Kafka needs
     * less.
     */
    private static final int LEAST_PART = 5;

    private final KafkaAvailability availability;
    private final KafkaWatch watch;
    private final Clock clock;
    private final Duration timeout;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Deadlines deadlines;
    /** Runs the attempts after the first. After its shutdown they are dropped, and the timeouts end the waits. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("kafka-timer").factory(), new ThreadPoolExecutor.DiscardPolicy());

    private final SendingContext context;

    KafkaPublisher(
            GatewayConfig config,
            Producers producers,
            TopicDirectory directory,
            KafkaAvailability availability,
            KafkaWatch watch,
            GatewayMetrics metrics,
            Deadlines deadlines,
            Clock clock) {
        this.availability = availability;
        this.watch = watch;
        this.deadlines = deadlines;
        this.clock = clock;
        this.context = new SendingContext(producers, directory, availability, watch::pollSoon, metrics, timer);
        this.timeout = config.publish().timeout();
        this.maxWaiting = config.publish().maxWaiting();
    }

    @Override
    public void publish(List<EventRecord> records, Consumer<List<Publication>> published) {
        if (!availability.admits()) {
            published.accept(unsent(records, Cause.UNACKNOWLEDGED));
        } else if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            published.accept(unsent(records, Cause.TOO_MANY_WAITING));
        } else {
            Duration limit = left(timeout, records.getFirst().receivedAt(), clock.instant());
            send(records, limit, publications -> {
                waiting.decrementAndGet();
                published.accept(publications);
            });
        }
    }

    /** The rest of the timeout, since a large body may have waited to be decoded. */
    static Duration left(Duration timeout, Instant receivedAt, Instant now) {
        Duration left = timeout.minus(Duration.between(receivedAt, now));
        Duration least = timeout.dividedBy(LEAST_PART);
        return left.compareTo(least) < 0 ? least : left.compareTo(timeout) > 0 ? timeout : left;
    }

    @Override
    public CompletionStage<List<Publication>> republish(List<EventRecord> records, Duration limit) {
        CompletableFuture<List<Publication>> published = new CompletableFuture<>();
        send(records, limit, published::complete);
        return published;
    }

    @Override
    public boolean isAway() {
        return availability.isAway();
    }

    private static List<Publication> unsent(List<EventRecord> records, Cause cause) {
        return Collections.nCopies(records.size(), new Publication.Unacknowledged(cause, Optional.empty()));
    }

    private void send(List<EventRecord> records, Duration limit, Consumer<List<Publication>> published) {
        new Sendings(records, context, publications -> {
                    published.accept(publications);
                    publications.forEach(this::pollIfUnacknowledged);
                })
                .begin(deadlines, limit);
    }

    private void pollIfUnacknowledged(Publication publication) {
        if (publication instanceof Publication.Unacknowledged(Cause cause, var late) && cause == Cause.UNACKNOWLEDGED) {
            availability.missed();
            watch.pollSoon();
        }
    }

    @PreDestroy
    void stop() {
        timer.shutdown();
    }
}
