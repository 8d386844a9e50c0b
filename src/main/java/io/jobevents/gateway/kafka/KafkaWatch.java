package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.record.Route;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Polls Kafka at startup, periodically, and shortly after a suspected failure: lists, creates and inspects topics,
 * starts the build of the producer, and reports the result to {@link KafkaAvailability}. Blocking calls run on a thread
 * of its own, so they delay no callback.
 */
@Singleton
class KafkaWatch {

    private static final Logger LOG = Logger.getLogger(KafkaWatch.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofMillis(200);

    private final Duration refresh;
    private final Producers producers;
    private final TopicAdmin admin;
    private final TopicDirectory directory;
    private final TopicInspection inspection;
    private final TopicProvisioner provisioner;
    private final KafkaAvailability availability;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean pollScheduled = new AtomicBoolean();
    /** For the thread alone. */
    private @Nullable ScheduledFuture<?> next;
    /** Warnings that were logged; for the thread alone. */
    private final Set<String> logged = new HashSet<>();

    @Inject
    KafkaWatch(
            GatewayConfig config,
            Producers producers,
            TopicAdmin admin,
            TopicDirectory directory,
            TopicInspection inspection,
            TopicProvisioner provisioner,
            KafkaAvailability availability) {
        this(
                config,
                producers,
                admin,
                directory,
                inspection,
                provisioner,
                availability,
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("kafka-watch").factory()));
    }

    KafkaWatch(
            GatewayConfig config,
            Producers producers,
            TopicAdmin admin,
            TopicDirectory directory,
            TopicInspection inspection,
            TopicProvisioner provisioner,
            KafkaAvailability availability,
            ScheduledExecutorService thread) {
        this.refresh = config.topics().refresh();
        this.producers = producers;
        this.admin = admin;
        this.directory = directory;
        this.inspection = inspection;
        this.provisioner = provisioner;
        this.availability = availability;
        this.thread = thread;
    }

    void start(@Observes StartupEvent event) {
        thread.execute(this::poll);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    /** Schedules a poll soon, once for any number of calls. For any thread. */
    void pollSoon() {
        if (pollScheduled.compareAndSet(false, true) && !thread.isShutdown()) {
            try {
                thread.schedule(this::poll, SOON.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopped) {
                // shut down meanwhile
            }
        }
    }

    /** Polls, and schedules the next poll, soon if this one failed. */
    private void poll() {
        pollScheduled.set(false);
        try {
            ask();
        } catch (RuntimeException bug) {
            LOG.error("A poll of Kafka failed by a fault of the gateway; the last state is kept", bug);
        }
        if (next != null) {
            next.cancel(false);
        }
        if (!thread.isShutdown()) {
            next = thread.schedule(this::poll, pause().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Duration pause() {
        if (availability.isRetryDue()) {
            return SOON;
        }
        return availability.isReady() ? refresh : RETRY;
    }

    private void ask() {
        try {
            admin.connect();
            Set<String> topics = admin.list(availability.wasReady() ? TopicAdmin.TIMEOUT : TopicAdmin.FIRST_TIMEOUT)
                    .join();
            producers.build();
            directory.listed(topics);
            provisioner.provision(this::warnOnceIfRefused);
            inspect(topics);
            availability.answered(directory.missing(Route.required()));
        } catch (CompletionException | KafkaException e) {
            availability.unanswered(KafkaFailure.cause(e));
        }
    }

    /** Inspects the settings of topics. Without the right to read them the gateway still publishes. */
    private void inspect(Set<String> topics) {
        try {
            inspection.inspect(topics);
        } catch (CompletionException e) {
            if (!(KafkaFailure.cause(e) instanceof UnknownTopicOrPartitionException)) { // deleted since it was listed
                warnOnceIfRefused(e, "The settings of the topics cannot be read");
            }
        }
    }

    private void warnOnceIfRefused(CompletionException failure, String what) {
        if (!KafkaFailure.isRefusal(failure)) {
            throw failure;
        }
        String sentence = what + ": " + KafkaFailure.innermostMessage(KafkaFailure.cause(failure));
        if (logged.add(sentence)) {
            LOG.warn(sentence);
        }
    }
}
