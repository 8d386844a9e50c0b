package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The headers of the input object. Media processing writes one node {@code CosHeaders} per header, with exactly a Key
 * and a Value; moderation writes a single one with a child per header.
 */
final class ObjectHeaders {

    private static final String KEY = "Key";
    private static final String VALUE = "Value";

    /** The names of the nodes that are read. */
    static final Set<String> NODE_NAMES = Set.of(KEY, VALUE);

    private ObjectHeaders() {}

    static Optional<Node> take(Reading reading, int slot, Node header) {
        Optional<String> key = header.firstText(KEY);
        Optional<String> value = header.firstText(VALUE);
        if (header.children().size() != 2 || key.isEmpty() || value.isEmpty()) {
            return Optional.of(header);
        }
        add(reading, slot, key.get(), value.get());
        return Optional.empty();
    }

    /** Takes a node whose children are headers. Children that are not texts stay in the details. */
    static Optional<Node> takeMap(Reading reading, int slot, Node map) {
        if (map.isLeaf()) {
            return Optional.of(map);
        }
        List<Node> stays = new ArrayList<>(0);
        for (Node header : map.children()) {
            if (header.isLeaf() && !header.name().isEmpty()) {
                add(reading, slot, header.name(), header.text());
            } else {
                stays.add(header);
            }
        }
        return Reading.rest(map, stays);
    }

    private static void add(Reading reading, int slot, String key, String value) {
        headers(reading, slot).computeIfAbsent(key, name -> new ArrayList<>(1)).add(value);
    }

    @SuppressWarnings("unchecked") // guaranteed by HEADERS
    private static SortedMap<String, List<String>> headers(Reading reading, int slot) {
        Optional<Object> present = reading.value(slot);
        if (present.isPresent()) {
            return (SortedMap<String, List<String>>) present.get();
        }
        SortedMap<String, List<String>> headers = new TreeMap<>();
        reading.put(slot, headers);
        return headers;
    }
}
