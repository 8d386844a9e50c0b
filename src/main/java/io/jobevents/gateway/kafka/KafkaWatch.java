package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.record.Route;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/**
 * The look at Kafka, at start, from time to time, and whenever there is a doubt: lists and creates topics, builds the
 * producer, and knows whether Kafka answers. It has one thread of its own, so whatever blocks there holds up nobody.
 */
@Singleton
class KafkaWatch {

    private static final Logger LOG = Logger.getLogger(KafkaWatch.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration DOUBT = Duration.ofMillis(200);

    private final GatewayConfig config;
    private final Producers producers;
    private final TopicAdmin admin;
    private final TopicDirectory directory;
    private final TopicInspection inspection;
    private final Circuit circuit;
    private final TopicProvisioner provisioner;
    private final AtomicBoolean doubted = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kafka-watch").factory());
    private volatile KafkaState state = new KafkaState.Starting();
    private volatile boolean wasReady;
    /** Whether the last look failed, and the one before did not; touched by the thread alone. */
    private boolean unsure;
    /** Touched by the thread alone. */
    private Optional<ScheduledFuture<?>> next = Optional.empty();
    /** Sentences that the log has; touched by the thread alone. */
    private final Set<String> said = new HashSet<>();

    KafkaWatch(
            GatewayConfig config,
            Producers producers,
            TopicAdmin admin,
            TopicDirectory directory,
            TopicInspection inspection,
            Circuit circuit,
            TopicProvisioner provisioner) {
        this.config = config;
        this.producers = producers;
        this.admin = admin;
        this.directory = directory;
        this.inspection = inspection;
        this.circuit = circuit;
        this.provisioner = provisioner;
    }

    void start(@Observes StartupEvent event) {
        thread.execute(this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }

    KafkaState state() {
        return state;
    }

    /** Whether the last look had an answer. */
    boolean isAnswering() {
        return state instanceof KafkaState.Answering;
    }

    /** Whether records could ever be expected to be acknowledged. */
    boolean wasReady() {
        return wasReady;
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

    /** Somebody has reason to doubt what is known: looks again soon, however many doubt. */
    void doubt() {
        if (doubted.compareAndSet(false, true) && !thread.isShutdown()) {
            thread.schedule(this::look, DOUBT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Puts a successor in the place of a producer that can send no more. */
    void replace(Producer<byte[], byte[]> broken) {
        if (!thread.isShutdown()) {
            thread.execute(() -> replaced(broken));
        }
    }

    private void replaced(Producer<byte[], byte[]> broken) {
        try {
            producers.replace(broken);
        } catch (KafkaException e) {
            LOG.warnf("No new Kafka producer yet: %s", innermostMessage(e));
        }
    }

    /** Looks, and sees to it that there is a next look, soon if this one found trouble. */
    private void look() {
        doubted.set(false);
        KafkaState before = state;
        try {
            state = ask();
        } catch (RuntimeException bug) {
            LOG.error("A look at Kafka failed by a fault of the gateway; what is known stays as it is", bug);
        }
        wasReady |= isReady();
        if (!before.equals(state)) {
            log(before);
        }
        next.ifPresent(planned -> planned.cancel(false));
        if (!thread.isShutdown()) {
            next = Optional.of(thread.schedule(this::look, pause().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private Duration pause() {
        if (unsure) {
            return DOUBT;
        }
        return isReady() ? config.topics().refresh() : RETRY;
    }

    private KafkaState ask() {
        try {
            admin.connect();
            Set<String> topics = admin.list(wasReady ? TopicAdmin.TIMEOUT : TopicAdmin.FIRST_TIMEOUT)
                    .join();
            producers.build();
            directory.listed(topics);
            provisioner.provision(this::sayOnceIfRefused);
            inspect(topics);
            unsure = false;
            return new KafkaState.Answering(directory.missing(Route.required()));
        } catch (CompletionException | KafkaException e) {
            return failed(TopicAdmin.cause(e));
        }
    }

    /**
     * A node that dies takes the question with it that it was asked, while the others are well. So one look without an
     * answer is not believed: the next one asks another node.
     */
    private KafkaState failed(Throwable cause) {
        boolean refused = cause instanceof AuthenticationException || cause instanceof AuthorizationException;
        unsure = !refused && !unsure && state instanceof KafkaState.Answering;
        if (unsure) {
            return state;
        }
        circuit.away();
        String why = innermostMessage(cause);
        return refused ? new KafkaState.Refusing(why) : new KafkaState.Away(why);
    }

    private static String innermostMessage(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : innermostMessage(cause);
    }

    /** Settings are worth a warning; who may not read them may still publish. */
    private void inspect(Set<String> topics) {
        try {
            inspection.inspect(topics);
        } catch (CompletionException e) {
            if (!(TopicAdmin.cause(e) instanceof UnknownTopicOrPartitionException)) { // deleted since it was listed
                sayOnceIfRefused(e, "The settings of the topics cannot be read");
            }
        }
    }

    private void sayOnceIfRefused(CompletionException failure, String what) {
        if (!TopicAdmin.isRefusal(failure)) {
            throw failure;
        }
        String sentence = what + ": " + innermostMessage(TopicAdmin.cause(failure));
        if (said.add(sentence)) {
            LOG.warn(sentence);
        }
    }

    private void log(KafkaState before) {
        switch (state) {
            case KafkaState.Starting() -> {}
            case KafkaState.Answering(List<String> missing) -> {
                if (!missing.isEmpty()) {
                    String topics = String.join(" ", missing);
                    LogFields.of("change", "topics-missing")
                            .and("topic", topics)
                            .around(() -> LOG.errorf(
                                    "Kafka lacks required topics: %s (gateway.topics.create is %s)",
                                    topics, config.topics().create()));
                } else {
                    LogFields.of("change", "kafka-answers")
                            .around(() -> LOG.info("Kafka answers, and every required topic is there"));
                }
            }
            case KafkaState.Refusing(String why) ->
                LogFields.of("change", "kafka-refuses").around(() -> LOG.errorf("Kafka refuses the gateway: %s", why));
            case KafkaState.Away(String why) -> {
                if (!(before instanceof KafkaState.Away)) {
                    LogFields.of("change", "kafka-away").around(() -> LOG.warnf("Kafka does not answer: %s", why));
                }
            }
        }
    }
}
