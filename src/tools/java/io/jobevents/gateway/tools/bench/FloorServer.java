package io.jobevents.gateway.tools.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.VertxBuilder;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/**
 * The floor: as little as can stand between HTTP and Kafka. Each body becomes the value of a record, unread and without key
 * and headers, and its answer is Kafka's ack.
 *
 * <p>{@link #FIRST} publishes to the first topic, {@link #SPREAD} to all in turn. {@link #READING} is the first topic again, for
 * bodies that are well-formed: what a look at them adds. The producer is set as the gateway's is.
 */
final class FloorServer {

    static final String FIRST = "/first";
    static final String SPREAD = "/spread";
    static final String READING = "/reading";

    private final WellFormed wellFormed = new WellFormed();
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> topics;

    private FloorServer(KafkaProducer<byte[], byte[]> producer, List<String> topics) {
        this.producer = producer;
        this.topics = topics;
    }

    /** Takes the port, the brokers and the topics. */
    public static void main(String[] arguments) {
        // Kafka's client traces each record. JBoss' log manager, if it is on the class path, would build a log record for each
        // of these lines, half as much again as the floor allocates by itself.
        System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
        int port = Integer.parseInt(arguments[0]);
        List<String> topics = List.of(arguments[2].split(","));
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        arguments[1],
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        0,
                        "batch.size",
                        65_536),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        topics.forEach(producer::partitionsFor); // or an event loop would wait for what the producer does not know yet
        FloorServer floor = new FloorServer(producer, topics);
        // Without the gateway's own transport, which stands on this class path.
        new VertxBuilder(new VertxOptions())
                .serviceProviders(List.of())
                .init()
                .vertx()
                .deployVerticle(
                        () -> floor.new Door(port),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .onFailure(failure -> {
                    System.err.println(failure);
                    System.exit(1);
                });
    }

    /** One event loop's share of the connections. */
    private final class Door extends AbstractVerticle {

        private final int port;
        private int next;

        Door(int port) {
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer()
                    .requestHandler(this::take)
                    .listen(port, "127.0.0.1")
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private void take(HttpServerRequest request) {
            String topic = topics.get(request.path().equals(SPREAD) ? next++ % topics.size() : 0);
            boolean reading = request.path().equals(READING);
            request.body().map(Buffer::getBytes).onSuccess(body -> {
                if (reading && !wellFormed.is(body)) {
                    request.response().setStatusCode(400).end();
                } else {
                    publish(new ProducerRecord<>(topic, body), request.response(), vertx.getOrCreateContext());
                }
            });
        }
    }

    private void publish(ProducerRecord<byte[], byte[]> published, HttpServerResponse response, Context loop) {
        producer.send(
                published,
                (ack, failure) -> loop.runOnContext(run ->
                        response.setStatusCode(failure == null ? 200 : 503).end()));
    }
}
