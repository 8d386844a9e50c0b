package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.record.TagCatalogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A state and a tag as a sender writes them, and the topic that they lead to.
 *
 * @param partitions of the topic: one of the first, so that there is a load with one partition, three or four of the others
 */
record BenchTopic(String state, String tag, int partitions) {

    /** As many as 51 tags in three states have, with three partitions a topic. */
    static final int MOST_PARTITIONS = 459;

    /** Those of the first topics, 1 + 33 × 3. */
    private static final int SOME_PARTITIONS = 100;

    private static final List<String> STATES = List.of("Success", "Failed", "Running");

    static final List<BenchTopic> ALL = all();

    /** The topic of each partition: the first 1 or 100 or all of them are whole topics. */
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

    /** Without the prefix. */
    String topic() {
        String part = state.equals("Running") ? "other" : state.toLowerCase(Locale.ROOT);
        return "jobs." + part + "." + tag.toLowerCase(Locale.ROOT);
    }
}
