package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.record.TagCatalogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A state and a tag as a sender writes them, and the topic of their events.
 *
 * @param partitions the number of partitions: one for the first topic, for a load with one partition; three or more for
 *     others
 */
record BenchTopic(String state, String tag, int partitions) {

    /** 51 tags × 3 states × 3 partitions. */
    static final int MOST_PARTITIONS = 459;

    /** The partitions of the first topics: 1 + 33 × 3. */
    private static final int SOME_PARTITIONS = 100;

    private static final List<String> STATES = List.of("Success", "Failed", "Running");

    static final List<BenchTopic> ALL = all();

    /** The topic of each partition. The first 1, the first 100, and all partitions are whole topics. */
    static final List<BenchTopic> BY_PARTITION = ALL.stream()
            .flatMap(topic -> Collections.nCopies(topic.partitions(), topic).stream())
            .toList();

    private static List<BenchTopic> all() {
        List<BenchTopic> topics = new ArrayList<>();
        int topicsLeft = TagCatalogue.KNOWN.size() * STATES.size();
        int partitionsLeft = MOST_PARTITIONS;
        for (String tag : TagCatalogue.KNOWN) {
            for (String state : STATES) {
                int taken = MOST_PARTITIONS - partitionsLeft;
                int partitions = taken == 0 ? 1 : taken < SOME_PARTITIONS ? 3 : partitionsLeft / topicsLeft;
                topics.add(new BenchTopic(state, tag, partitions));
                topicsLeft--;
                partitionsLeft -= partitions;
            }
        }
        return List.copyOf(topics);
    }

    /** The name of the topic without the prefix. */
    String topic() {
        String part = state.equals("Running") ? "other" : state.toLowerCase(Locale.ROOT);
        return "jobs." + part + "." + tag.toLowerCase(Locale.ROOT);
    }
}
