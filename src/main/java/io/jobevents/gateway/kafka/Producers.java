package io.jobevents.gateway.kafka;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The single producer of all records: that of Quarkus Messaging, with its configuration, metrics and shutdown, without
 * its wrapper. It is built lazily on another thread, and retried on failure (its constructor throws if names do not
 * resolve). After a fatal error it is replaced by a new one with the same configuration.
 *
 * <p>Thread-safe.
 */
@Singleton
final class Producers {

    /** The channel in {@code application.properties}. */
    static final String CHANNEL = "events";

    private static final Logger LOG = Logger.getLogger(Producers.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaClientService clients;
    private final AtomicBoolean building = new AtomicBoolean();
    /** Cached, since Quarkus searches all channels on each call. */
    private volatile @Nullable Producer<byte[], byte[]> first;

    private volatile @Nullable Producer<byte[], byte[]> successor;
    private volatile boolean closed;

    /** @param channel not used for sending; without this injection point the channel would have no client */
    Producers(KafkaClientService clients, @Channel(CHANNEL) Emitter<byte[]> channel) {
        this.clients = clients;
    }

    /** The settings of the producer, including {@code kafka.*}. */
    Map<String, Object> configuration() {
        return new HashMap<>(clients.getProducer(CHANNEL).configuration());
    }

    /** The same without the settings of producers alone, for another kind of client. */
    Map<String, Object> configuration(Set<String> ofClient) {
        Map<String, Object> settings = configuration();
        settings.keySet().removeIf(name -> ProducerConfig.configNames().contains(name) && !ofClient.contains(name));
        settings.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG); // same key, but a different type
        return settings;
    }

    /** The producer; empty until it is built. Does not block. */
    Optional<Producer<byte[], byte[]>> current() {
        Producer<byte[], byte[]> current = successor;
        if (current != null) {
            return Optional.of(current);
        }
        if (first == null) {
            first = clients.<byte[], byte[]>getProducer(CHANNEL).unwrap();
        }
        return Optional.ofNullable(first);
    }

    /** Builds the producer in the background, unless it exists. */
    void build() {
        if (current().isEmpty() && building.compareAndSet(false, true)) {
            clients.<byte[], byte[]>getProducer(CHANNEL)
                    .runOnSendingThread(producer -> {})
                    .onTermination()
                    .invoke(() -> building.set(false))
                    .subscribe()
                    .with(
                            built -> LOG.debug("The Kafka producer is built"),
                            failure -> LOG.debugf("The Kafka producer cannot be built yet: %s", failure.getMessage()));
        }
    }

    /** Replaces a producer after a fatal error, on a thread of its own. For any thread. */
    void replace(Producer<byte[], byte[]> broken) {
        if (current().filter(broken::equals).isPresent() && !closed && building.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("kafka-successor").start(() -> buildSuccessor(broken));
        }
    }

    private void buildSuccessor(Producer<byte[], byte[]> broken) {
        try {
            LOG.warn("The Kafka producer failed with a fatal error and is replaced by a new one");
            successor = new KafkaProducer<>(configuration(), new ByteArraySerializer(), new ByteArraySerializer());
            broken.close(Duration.ZERO);
            if (closed) {
                close(); // close was called before the successor existed
            }
        } catch (KafkaException e) {
            LOG.warnf("The new Kafka producer cannot be built: %s", KafkaFailure.innermostMessage(e));
        } finally {
            building.set(false);
        }
    }

    /** Closes the successor, if there is one; the first producer is closed by Quarkus. */
    @PreDestroy
    void close() {
        closed = true;
        if (successor != null) {
            successor.close(CLOSE_TIMEOUT);
        }
    }
}
