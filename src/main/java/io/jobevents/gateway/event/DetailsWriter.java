package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.callback.Node;
import io.jobevents.gateway.event.EventEncoder.Queries;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Writes the nodes of a member {@code details}, for {@link EventEncoder}. */
final class DetailsWriter {

    private static final Comparator<Node> BY_NAME = Comparator.comparing(Node::name);
    /** The sender's name for the URL of a piece of evidence. */
    private static final String EVIDENCE_URL = "Url";

    private DetailsWriter() {}

    /** Writes nodes as an object, ordered by name; list nodes and repetitions as arrays in their order. */
    static void write(JsonGenerator out, List<Node> nodes, ListNodes lists, Queries queries) throws IOException {
        Node[] sorted = nodes.toArray(Node[]::new);
        Arrays.sort(sorted, BY_NAME);
        out.writeStartObject();
        int next = 0;
        while (next < sorted.length) {
            String name = sorted[next].name();
            ListNodes below = lists.at(name);
            out.writeFieldName(name);
            boolean array = below.areList()
                    || next + 1 < sorted.length && sorted[next + 1].name().equals(name);
            if (array) {
                out.writeStartArray();
            }
            do {
                writeNode(out, sorted[next++], below, queries);
            } while (next < sorted.length && sorted[next].name().equals(name));
            if (array) {
                out.writeEndArray();
            }
        }
        out.writeEndObject();
    }

    private static void writeNode(JsonGenerator out, Node node, ListNodes below, Queries queries) throws IOException {
        if (node.isLeaf()) {
            TextWriter.write(out, node.name().equals(EVIDENCE_URL) ? queries.of(node.text()) : node.text());
        } else {
            write(out, node.children(), below, queries);
        }
    }
}
