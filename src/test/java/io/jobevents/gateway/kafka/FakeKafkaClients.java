package io.jobevents.gateway.kafka;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaProducer;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;

/**
 * A fake of Quarkus Messaging's clients, with the three calls that the gateway uses: the settings of a channel's
 * producer, the producer once it is built, and a task on the thread that builds it.
 */
final class FakeKafkaClients {

    private final Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", "localhost:1"));
    private Producer<byte[], byte[]> built;
    private CompletableFuture<Void> building = new CompletableFuture<>();
    private int builds;

    /** Clients whose producer is not built yet. */
    static FakeKafkaClients unbuilt() {
        return new FakeKafkaClients();
    }

    static FakeKafkaClients of(Producer<byte[], byte[]> built) {
        FakeKafkaClients clients = new FakeKafkaClients();
        clients.built(built);
        return clients;
    }

    /** Completes the building of the producer. */
    void built(Producer<byte[], byte[]> producer) {
        built = producer;
        building.complete(null);
    }

    /** Lets the building of the producer fail; it may be retried. */
    void fails() {
        CompletableFuture<Void> failed = building;
        building = new CompletableFuture<>();
        failed.completeExceptionally(new org.apache.kafka.common.KafkaException("No resolvable bootstrap urls"));
    }

    Map<String, Object> settings() {
        return settings;
    }

    /** How often building was begun. */
    int builds() {
        return builds;
    }

    /** The gateway's {@link Producers} with these clients. */
    Producers producers() {
        return new Producers(service(), null); // the emitter is not used
    }

    private KafkaClientService service() {
        KafkaProducer<?, ?> producer = proxy(KafkaProducer.class, this::answer);
        return proxy(KafkaClientService.class, method -> {
            if (method.equals("getProducer")) {
                return producer;
            }
            throw new UnsupportedOperationException(method);
        });
    }

    private Object answer(String method) {
        return switch (method) {
            case "configuration" -> Map.copyOf(settings);
            case "unwrap" -> built;
            case "runOnSendingThread" -> {
                builds++;
                yield Uni.createFrom().completionStage(building);
            }
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private interface Answers {
        Object to(String method);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.to(method.getName())));
    }
}
