package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.event.EventRecord;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    private final Producers producers;
    private final TopicDirectory directory;
    private final KafkaWatch watch;
    private final GatewayMetrics metrics;
    private final Duration timeout;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    /**
     * The thread of later attempts, for all records: the common pool would make a thread for each of them on machines with
     * two processors or fewer. Once it is shut down attempts are dropped, and the deadline ends the wait.
     */
    private final ScheduledThreadPoolExecutor retries = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("kafka-retries").factory(), new ThreadPoolExecutor.DiscardPolicy());

    KafkaPublisher(
            GatewayConfig config,
            Producers producers,
            TopicDirectory directory,
            KafkaWatch watch,
            GatewayMetrics metrics) {
        this.producers = producers;
        this.directory = directory;
        this.watch = watch;
        this.metrics = metrics;
        this.timeout = config.publish().timeout();
        this.maxWaiting = config.publish().maxWaiting();
    }

    @Override
    public Uni<List<Publication>> publish(List<EventRecord> records) {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            Publication surplus = new Publication.Unacknowledged(Cause.TOO_MANY_WAITING);
            return Uni.createFrom().item(Collections.nCopies(records.size(), surplus));
        }
        List<CompletableFuture<Publication>> sent =
                records.stream().map(this::send).toList();
        CompletableFuture<List<Publication>> all = CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .thenApply(done -> sent.stream().map(CompletableFuture::join).toList());
        return Uni.createFrom().completionStage(all).onTermination().invoke(waiting::decrementAndGet);
    }

    private CompletableFuture<Publication> send(EventRecord record) {
        Sending sending = new Sending(record, producers, directory, watch, metrics, retries);
        sending.attempt();
        return sending.publication()
                .completeOnTimeout(
                        new Publication.Unacknowledged(Cause.UNACKNOWLEDGED), timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(this::doubtIfSilent);
    }

    private Publication doubtIfSilent(Publication publication) {
        if (publication.equals(new Publication.Unacknowledged(Cause.UNACKNOWLEDGED))) {
            watch.doubt();
        }
        return publication;
    }

    @PreDestroy
    void stop() {
        retries.shutdownNow();
    }
}
