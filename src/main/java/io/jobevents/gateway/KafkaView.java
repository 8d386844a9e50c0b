package io.jobevents.gateway;

import java.util.List;
import java.util.Optional;

/** What the gateway knows of Kafka, for people to read. Reads fields and does not ask Kafka. */
public interface KafkaView {

    /**
     * A topic that can lose what Kafka has acknowledged.
     *
     * @param inSync {@code min.insync.replicas}
     */
    record WeakTopic(String topic, int replicas, int inSync) {}

    /** One word: {@code answering}, {@code starting}, {@code refusing} or {@code away}. */
    String state();

    /** Why Kafka refuses the gateway or is away. */
    Optional<String> why();

    /** Required topics that are not there, as of the last look. */
    List<String> missing();

    /** As of the last look. */
    List<WeakTopic> weak();
}
