package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The headers of the object that was read: those nodes {@code CosHeaders} that are exactly a Key and a Value. */
final class ObjectHeaders {

    private static final String KEY = "Key";
    private static final String VALUE = "Value";

    /** The names of the nodes that have a meaning here. */
    static final Set<String> NODE_NAMES = Set.of(KEY, VALUE);

    private ObjectHeaders() {}

    static Optional<Node> take(Reading reading, int slot, Node header) {
        Optional<String> key = header.firstText(KEY);
        Optional<String> value = header.firstText(VALUE);
        if (header.children().size() != 2 || key.isEmpty() || value.isEmpty()) {
            return Optional.of(header);
        }
        headers(reading, slot)
                .computeIfAbsent(key.get(), name -> new ArrayList<>())
                .add(value.get());
        return Optional.empty();
    }

    @SuppressWarnings("unchecked") // what HEADERS says of the value
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
