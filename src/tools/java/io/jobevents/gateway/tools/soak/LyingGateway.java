package io.jobevents.gateway.tools.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A fake gateway with a fault, for tests of the tool. It publishes the id of each callback to one topic and answers as
 * the real gateway does, but mishandles every tenth callback.
 */
public final class LyingGateway implements AutoCloseable {

    /** The fault. */
    public enum Fault {
        NONE,
        /** Answers 200 and publishes nothing. */
        KEEP_NOTHING,
        /** Publishes twice. */
        PUBLISH_TWICE,
        /** Publishes a value that does not match the id. */
        DAMAGE,
        /** Publishes, and answers without the id of the event. */
        NAME_NOTHING,
        /** Answers 503 at the first attempt. */
        REFUSE_ONCE
    }

    private static final Pattern ID = Pattern.compile("(?:JobId|RunId|trace_id)(?:>|\":\")(j[0-9a-f]{16})");
    private static final int EVERY = 10;

    private final Vertx vertx = Vertx.vertx();
    private final Fault fault;
    private final String topic;
    private final KafkaProducer<String, String> producer;
    private final HttpServer server;
    private final Set<String> wronged = ConcurrentHashMap.newKeySet();

    public LyingGateway(Fault fault, String bootstrap, String topic) throws Exception {
        this.fault = fault;
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer());
        this.server = vertx.createHttpServer()
                .requestHandler(this::take)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/callbacks");
    }

    /** The ids of mishandled callbacks. */
    public Set<String> wronged() {
        return Set.copyOf(wronged);
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Matcher found = ID.matcher(body.toString(UTF_8));
            if (!found.find()) {
                request.response().setStatusCode(500).end();
                return;
            }
            String job = found.group(1);
            String id = job + "-" + Answer.sha256(job.getBytes(UTF_8)).substring(0, 16);
            boolean wrong = fault != Fault.NONE && Long.parseLong(job.substring(9), 16) % EVERY == 0;
            boolean first = wrong && wronged.add(id);
            switch (wrong ? fault : Fault.NONE) {
                case NONE -> publish(job, id, job);
                case KEEP_NOTHING -> {}
                case PUBLISH_TWICE -> {
                    publish(job, id, job);
                    publish(job, id, job);
                }
                case DAMAGE -> publish(job, id, job + "?");
                case NAME_NOTHING -> publish(job, id, job);
                case REFUSE_ONCE -> publish(job, id, job);
            }
            if (wrong && fault == Fault.REFUSE_ONCE && first) {
                request.response()
                        .setStatusCode(503)
                        .putHeader("Retry-After", "1")
                        .end();
            } else {
                String events = wrong && fault == Fault.NAME_NOTHING ? "" : "\"" + id + "\"";
                request.response().end("{\"outcome\":\"published\",\"events\":[" + events + "]}");
            }
        });
    }

    private void publish(String key, String id, String value) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
        record.headers().add("ce_id", id.getBytes(UTF_8));
        producer.send(record);
    }

    @Override
    public void close() {
        server.close();
        vertx.close();
        producer.close();
    }
}
