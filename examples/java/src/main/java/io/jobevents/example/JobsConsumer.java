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

/** Reads finished jobs of all tags, and has one effect for each: a line of a file. */
public final class JobsConsumer {
    private static final Pattern TOPICS = Pattern.compile("ci\\.jobs\\.(success|failed)\\..+");
    private static final Map<String, String> ENV = System.getenv();
    private static final Path EFFECTS = Path.of(ENV.getOrDefault("EFFECTS", "effects.tsv"));
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    /** Subject and state of each effect. The file is the memory, too, so the two cannot differ; use a table in its place. */
    private static final Set<String> DONE = new HashSet<>();

    public static void main(String[] arguments) throws IOException {
        if (Files.exists(EFFECTS)) {
            Files.readAllLines(EFFECTS).forEach(line -> DONE.add(key(line.split("\t"))));
        }
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", ENV.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
                "group.id", "example-java",
                "auto.offset.reset", "earliest", // else the first events of a topic that is new are passed over
                "metadata.max.age.ms", "10000", // how long such a topic may go unseen
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
                kafka.commitSync(); // only now: whoever dies before it reads the records again
            }
        } catch (WakeupException stop) {
            System.err.println("stopped");
        } finally {
            stopped.complete(null);
        }
    }

    /** What cannot be read is passed over. An effect that fails ends the program, which then reads its record again. */
    private static void handle(ConsumerRecord<String, byte[]> record) throws IOException {
        CloudEvent event;
        JobEvent job;
        try {
            event = KafkaMessageFactory.createReader(record).toEvent();
            job = JSON.readValue(event.getData().toBytes(), JobEvent.class); // unknown members are no error
            Objects.requireNonNull(event.getSubject());
            Objects.requireNonNull(job.getJobId());
        } catch (IOException | RuntimeException unreadable) {
            System.err.printf("poison: %s-%d at %d%n", record.topic(), record.partition(), record.offset());
            return;
        }
        // io.jobevents.job.success: the state whatever the sender's spelling. Tags and files for an unknown tag, too.
        String state = event.getType().substring(event.getType().lastIndexOf('.') + 1);
        String tag = Objects.requireNonNullElse(job.getTag(), "untagged");
        String line = String.join(
                "\t", event.getSubject(), state, tag, job.getOutputs().size() + " files");
        if (DONE.add(key(line.split("\t")))) {
            Files.writeString(EFFECTS, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            System.out.println(line);
        }
    }

    private static String key(String[] columns) {
        return columns[0] + " " + columns[1];
    }
}
