package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keywords that moderation found. The sender writes them in several places of a scene; they are collected without
 * duplicates, and also stay in the details.
 */
final class Keywords {

    private static final String WORDS = "Keywords";
    private static final String WORD = "Keyword";
    private static final List<String> RESULTS = List.of("OcrResults", "LibResults");
    private static final String HITS = "HitInfos";

    /** The names of the nodes that are read. */
    static final Set<String> NODE_NAMES = Set.of(WORDS, WORD, "OcrResults", "LibResults", HITS);

    private Keywords() {}

    /** @param commas whether the node's own keywords are one text, separated by commas */
    static Optional<List<String>> of(Reading reading, boolean commas) {
        Set<String> words = new LinkedHashSet<>();
        Node node = reading.node();
        for (String word : texts(node, WORDS)) {
            if (commas) {
                split(word, words);
            } else {
                words.add(word);
            }
        }
        for (String results : RESULTS) {
            all(node, results).forEach(result -> words.addAll(texts(result, WORDS)));
        }
        all(node, HITS).forEach(hit -> words.addAll(texts(hit, WORD)));
        return taken(reading, words);
    }

    /** The words as a value, if there is room for them; they are also in the details. */
    static Optional<List<String>> taken(Reading reading, Collection<String> words) {
        long size = words.stream().mapToLong(String::length).sum();
        return words.isEmpty() || !reading.takeRoom(size) ? Optional.empty() : Optional.of(List.copyOf(words));
    }

    private static void split(String written, Set<String> words) {
        for (String word : written.split(",")) {
            String trimmed = word.trim();
            if (!trimmed.isEmpty()) {
                words.add(trimmed);
            }
        }
    }

    private static List<String> texts(Node node, String name) {
        return all(node, name).stream().filter(Node::isLeaf).map(Node::text).toList();
    }

    private static List<Node> all(Node node, String name) {
        List<Node> all = new ArrayList<>(0);
        for (Node child : node.children()) {
            if (child.name().equals(name)) {
                all.add(child);
            }
        }
        return all;
    }
}
