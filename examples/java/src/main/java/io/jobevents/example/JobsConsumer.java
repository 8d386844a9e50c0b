package io.jobevents.example;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.jobevents.example.event.JobEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Consumes finished jobs of all tags, and appends one line to a file for each job, also if its event arrives more than
 * once.
 */
public final class JobsConsumer {
    private static final Pattern TOPICS = Pattern.compile("ci\\.jobs\\.(success|failed)\\..+");
    private static final Map<String, String> ENV = System.getenv();
    private static final Path EFFECTS = Path.of(ENV.getOrDefault("EFFECTS", "effects.tsv"));
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    /**
     * Subject and state of each known job, read from the file of effects, so that the two cannot differ. In production
     * use a database table (examples/quarkus).
     */
    private static final Set<String> KNOWN = new HashSet<>();

    public static void main(String[] arguments) throws IOException {
        if (Files.exists(EFFECTS)) {
            Files.readAllLines(EFFECTS).forEach(line -> KNOWN.add(key(line.split("\t"))));
        }
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", ENV.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
                "group.id", "example-java",
                "auto.offset.reset", "earliest", // otherwise the first events of a new topic would be skipped
                "metadata.max.age.ms", "10000", // ms until a new topic is found
                "enable.auto.commit", "false");
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        try (var kafka = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                kafka.wakeup();
                stopped.join();
            }));
            kafka.subscribe(TOPICS);
            while (true) {
                for (var record : kafka.poll(Duration.ofSeconds(1))) {
                    handle(record);
                }
                kafka.commitSync(); // after the effects: records are read again after a crash
            }
        } catch (WakeupException stop) {
            System.err.println("stopped");
        } finally {
            stopped.complete(null);
        }
    }

    /** Skips unreadable records. A failed effect ends the program; after a restart the record is read again. */
    private static void handle(ConsumerRecord<String, byte[]> record) throws IOException {
        CloudEvent event;
        JobEvent job;
        try {
            event = KafkaMessageFactory.createReader(record).toEvent();
            job = JSON.readValue(event.getData().toBytes(), JobEvent.class); // ignores unknown members
            Objects.requireNonNull(event.getSubject());
            Objects.requireNonNull(job.getJobId());
        } catch (IOException | RuntimeException unreadable) {
            System.err.printf("poison: %s-%d at %d%n", record.topic(), record.partition(), record.offset());
            return;
        }
        // The state is the last part of the type (io.jobevents.job.success): normalized, unlike the sender's. Unknown
        // tags are accepted.
        String state = event.getType().substring(event.getType().lastIndexOf('.') + 1);
        String tag = Objects.requireNonNullElse(job.getTag(), "untagged");
        String line = String.join(
                "\t", event.getSubject(), state, tag, job.getOutputs().size() + " files");
        if (KNOWN.add(key(line.split("\t")))) {
            Files.writeString(EFFECTS, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            System.out.println(line);
        }
    }

    private static String key(String[] columns) {
        return columns[0] + " " + columns[1];
    }
}
