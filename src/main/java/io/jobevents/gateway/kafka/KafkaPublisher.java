package io.jobevents.gateway.kafka;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Publishes: each record goes to the topic that the directory names, all records of a callback in flight together, and the
 * ack is waited for no longer than {@code gateway.publish.timeout}. The producer itself goes on trying for longer, so a
 * record that counts as unacknowledged may still arrive; its id tells the copies apart.
 *
 * <p>The callers are event loops, so nothing here waits: see {@link Sending}. Thread-safe.
 */
@Singleton
final class KafkaPublisher implements RecordPublisher {

    /** Part of the timeout that Kafka gets, however long decoding took: a Kafka that is there needs less. */
    private static final int LEAST_PART = 5;

    private final KafkaAvailability availability;
    private final KafkaWatch watch;
    private final Clock clock;
    private final Duration timeout;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    /**
     * The thread of later attempts and of deadlines, for all records: the common pool would make a thread for each attempt on
     * machines with two processors or fewer, and wake one for each deadline. Once it is shut down attempts are dropped, and the
     * deadlines that are left end the waits.
     */
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
            Clock clock) {
        this.availability = availability;
        this.watch = watch;
        this.clock = clock;
        this.context = new SendingContext(producers, directory, availability, watch::doubt, metrics, timer);
        this.timeout = config.publish().timeout();
        this.maxWaiting = config.publish().maxWaiting();
        timer.setRemoveOnCancelPolicy(true); // or the records of a second and a half would stay in memory
    }

    @Override
    public CompletionStage<List<Publication>> publish(List<EventRecord> records) {
        if (!availability.admits()) {
            return unsent(records, Cause.UNACKNOWLEDGED);
        }
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            return unsent(records, Cause.TOO_MANY_WAITING);
        }
        Instant receivedAt = records.getFirst().receivedAt();
        return send(records, left(timeout, receivedAt, clock.instant()))
                .whenComplete((publications, failure) -> waiting.decrementAndGet());
    }

    /** What is left of the time for an answer: a large body has waited to be decoded. */
    static Duration left(Duration timeout, Instant receivedAt, Instant now) {
        Duration left = timeout.minus(Duration.between(receivedAt, now));
        Duration least = timeout.dividedBy(LEAST_PART);
        return left.compareTo(least) < 0 ? least : left.compareTo(timeout) > 0 ? timeout : left;
    }

    @Override
    public CompletionStage<List<Publication>> republish(List<EventRecord> records, Duration limit) {
        return send(records, limit);
    }

    @Override
    public boolean isAway() {
        return availability.isAway();
    }

    private static CompletionStage<List<Publication>> unsent(List<EventRecord> records, Cause cause) {
        Publication unsent = new Publication.Unacknowledged(cause, Optional.empty());
        return CompletableFuture.completedStage(Collections.nCopies(records.size(), unsent));
    }

    private CompletionStage<List<Publication>> send(List<EventRecord> records, Duration limit) {
        List<CompletableFuture<Publication>> sent = new ArrayList<>(records.size());
        for (EventRecord record : records) {
            sent.add(send(record, limit));
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .thenApply(done -> sent.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Publication> send(EventRecord record, Duration limit) {
        Sending sending = new Sending(record, context);
        sending.attempt();
        CompletableFuture<Publication> publication = sending.publication();
        Future<?> deadline = timer.schedule(sending::miss, limit.toMillis(), TimeUnit.MILLISECONDS);
        if (timer.isShutdown()) {
            sending.miss();
        }
        return publication.thenApply(done -> {
            deadline.cancel(false);
            return doubtIfSilent(done);
        });
    }

    private Publication doubtIfSilent(Publication publication) {
        if (publication instanceof Publication.Unacknowledged(Cause cause, var late) && cause == Cause.UNACKNOWLEDGED) {
            availability.missed();
            watch.doubt();
        }
        return publication;
    }

    @PreDestroy
    void stop() {
        timer.shutdown();
    }
}
