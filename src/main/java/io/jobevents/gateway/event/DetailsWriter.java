package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.callback.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The member {@code details} of an event or of a part of it, for {@link EventEncoder}. */
final class DetailsWriter {

    static final String NAME = "details";

    private DetailsWriter() {}

    /** Writes the member, unless there is nothing in it. */
    static void write(JsonGenerator out, List<Node> details) throws IOException {
        if (!details.isEmpty()) {
            out.writeFieldName(NAME);
            writeNodes(out, details);
        }
    }

    /** Nodes as an object: by name, repetitions as arrays in their order. */
    private static void writeNodes(JsonGenerator out, List<Node> nodes) throws IOException {
        TreeMap<String, List<Node>> byName = new TreeMap<>();
        for (Node node : nodes) {
            byName.computeIfAbsent(node.name(), name -> new ArrayList<>(1)).add(node);
        }
        out.writeStartObject();
        for (Map.Entry<String, List<Node>> entry : byName.entrySet()) {
            out.writeFieldName(entry.getKey());
            boolean repeated = entry.getValue().size() > 1;
            if (repeated) {
                out.writeStartArray();
            }
            for (Node node : entry.getValue()) {
                if (node.isLeaf()) {
                    out.writeString(node.text());
                } else {
                    writeNodes(out, node.children());
                }
            }
            if (repeated) {
                out.writeEndArray();
            }
        }
        out.writeEndObject();
    }
}
