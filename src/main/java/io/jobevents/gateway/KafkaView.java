package io.jobevents.gateway;

import java.util.List;
import java.util.Optional;

/** The state of Kafka as the gateway last saw it, for the console. Reads fields only, without a request to Kafka. */
public interface KafkaView {

    /**
     * A topic that can lose acknowledged records.
     *
     * @param inSync {@code min.insync.replicas}
     */
    record WeakTopic(String topic, int replicas, int inSync) {}

    /** One word: {@code answering}, {@code starting}, {@code refusing} or {@code away}. */
    String state();

    /** Why Kafka refuses the gateway or is unavailable. */
    Optional<String> why();

    /** The required topics that are missing, as of the last poll. */
    List<String> missing();

    /** The topics that can lose acknowledged records, as of the last inspection. */
    List<WeakTopic> weak();
}
