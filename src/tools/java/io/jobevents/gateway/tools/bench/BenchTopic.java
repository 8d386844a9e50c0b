package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.record.TagCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A state and a tag as a sender writes them, and the topic that they lead to. */
record BenchTopic(String state, String tag) {

    /** As many topics as a busy deployment has: 34 tags in three states, short of two. */
    static final int MOST = 100;

    private static final List<String> STATES = List.of("Success", "Failed", "Running");
    private static final List<String> TAGS = TagCatalogue.KNOWN.subList(0, 34);

    static final List<BenchTopic> ALL = all();

    private static List<BenchTopic> all() {
        List<BenchTopic> routes = new ArrayList<>();
        for (String tag : TAGS) {
            for (String state : STATES) {
                routes.add(new BenchTopic(state, tag));
            }
        }
        return List.copyOf(routes.subList(0, MOST));
    }

    /** Without the prefix. */
    String topic() {
        String part = state.equals("Running") ? "other" : state.toLowerCase(Locale.ROOT);
        return "jobs." + part + "." + tag.toLowerCase(Locale.ROOT);
    }
}
