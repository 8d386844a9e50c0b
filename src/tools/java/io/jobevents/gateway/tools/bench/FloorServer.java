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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/**
 * The main class of the floor: a minimal server between HTTP and Kafka. Publishes each body unparsed as the value of a
 * record without key and headers, and answers after Kafka's ack.
 *
 * <p>The path contains the number of partitions to publish to in turn. {@link #READING} publishes well-formed bodies to
 * the first partition, to measure the cost of parsing. The producer has the settings of the gateway's.
 */
final class FloorServer {

    static final String READING = "/reading";
    private static final String OVER = "/over/";

    private final WellFormed wellFormed = new WellFormed();
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<TopicPartition> partitions;

    private FloorServer(KafkaProducer<byte[], byte[]> producer, List<TopicPartition> partitions) {
        this.producer = producer;
        this.partitions = partitions;
    }

    /** The path that publishes to the first partitions in turn. */
    static String over(int partitions) {
        return OVER + partitions;
    }

    /** @param arguments the port, the brokers, and the topic of each partition, in which equal topics are adjacent */
    public static void main(String[] arguments) {
        // Kafka's client traces each record. JBoss' log manager, if it is on the class path, would build a log record
        // for each
        // of these lines, half as much again as the floor allocates by itself.
        System.setProperty("slf4j.provider", NOP_FallbackServiceProvider.class.getName());
        int port = Integer.parseInt(arguments[0]);
        List<TopicPartition> partitions = partitions(arguments[2].split(","));
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
        partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(producer::partitionsFor); // or an event loop would block on a metadata request
        FloorServer floor = new FloorServer(producer, partitions);
        // Without the gateway's own transport, which is on this class path.
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

    private static List<TopicPartition> partitions(String... topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            boolean another =
                    partitions.isEmpty() || !partitions.getLast().topic().equals(topic);
            partitions.add(
                    new TopicPartition(topic, another ? 0 : partitions.getLast().partition() + 1));
        }
        return List.copyOf(partitions);
    }

    /** The HTTP server of one event loop. */
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
            String path = request.path();
            boolean reading = path.equals(READING);
            int over = reading ? 1 : Integer.parseInt(path.substring(OVER.length()));
            next = next + 1 < over ? next + 1 : 0;
            TopicPartition to = partitions.get(next);
            request.body().map(Buffer::getBytes).onSuccess(body -> {
                if (reading && !wellFormed.is(body)) {
                    request.response().setStatusCode(400).end();
                } else {
                    publish(
                            new ProducerRecord<>(to.topic(), to.partition(), null, body),
                            request.response(),
                            vertx.getOrCreateContext());
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
