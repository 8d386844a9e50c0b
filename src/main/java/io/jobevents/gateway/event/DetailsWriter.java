package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.callback.Node;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The nodes of a member {@code details}, for {@link EventEncoder}. */
final class DetailsWriter {

    private static final Comparator<Node> BY_NAME = Comparator.comparing(Node::name);

    private DetailsWriter() {}

    /** Nodes as an object: by name, repetitions as arrays in their order. */
    static void write(JsonGenerator out, List<Node> nodes) throws IOException {
        Node[] sorted = nodes.toArray(Node[]::new);
        Arrays.sort(sorted, BY_NAME);
        out.writeStartObject();
        int next = 0;
        while (next < sorted.length) {
            String name = sorted[next].name();
            out.writeFieldName(name);
            boolean repeated =
                    next + 1 < sorted.length && sorted[next + 1].name().equals(name);
            if (repeated) {
                out.writeStartArray();
            }
            do {
                writeNode(out, sorted[next++]);
            } while (next < sorted.length && sorted[next].name().equals(name));
            if (repeated) {
                out.writeEndArray();
            }
        }
        out.writeEndObject();
    }

    private static void writeNode(JsonGenerator out, Node node) throws IOException {
        if (node.isLeaf()) {
            TextWriter.write(out, node.text());
        } else {
            write(out, node.children());
        }
    }
}
