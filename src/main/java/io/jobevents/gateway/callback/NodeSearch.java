package io.jobevents.gateway.callback;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Searches for the node of a path while a document is parsed. Nodes are counted as in {@link CallbackDecoder}: without
 * those that have no content. Memory grows only with the depth of the document. Not reusable.
 */
final class NodeSearch {

    /** A range of characters: {@code from} inclusive, {@code to} exclusive. */
    record Span(int from, int to) {}

    /** A node that has begun. */
    private static final class Open {
        private final String name;
        /** How many names of the path are matched up to this node. */
        private final int matched;

        private final boolean envelope;
        private Span best;
        private boolean hasContent;
        private boolean hasNodes;
        private boolean isFollowed;

        Open(String name, int matched, boolean envelope, Span span) {
            this.name = name;
            this.matched = matched;
            this.envelope = envelope;
            this.best = span;
        }
    }

    private final List<String> names;
    /** How many parts of the same name still precede the one that is searched. */
    private int before;

    private final Deque<Open> open = new ArrayDeque<>();
    private Optional<Span> found = Optional.empty();

    /** @param path such as {@code JobsDetail[1]/Input/BucketId} */
    NodeSearch(String path) {
        int bracket = path.indexOf('[');
        this.before = bracket < 0 ? 0 : Integer.parseInt(path, bracket + 1, path.indexOf(']'), 10);
        this.names = Arrays.asList(path.replaceFirst("\\[\\d+]", "").split("/"));
    }

    /** The node, or its innermost existing ancestor on the path; empty until the part has ended. */
    Optional<Span> found() {
        return found;
    }

    /** @param span the position of its start tag or name */
    void begin(String name, Span span) {
        Open around = open.peek();
        boolean isRoot = around == null;
        boolean envelope = name.equals(Callback.ENVELOPE) && (isRoot || around.envelope && open.size() == 1);
        int step = isRoot || around.envelope ? 0 : around.matched;
        boolean isOnPath = (isRoot || around.envelope || around.matched > 0 && !around.isFollowed)
                && step < names.size()
                && names.get(step).equals(name);
        open.push(new Open(name, isOnPath ? step + 1 : 0, envelope, span));
    }

    void text(String text) {
        Open node = open.getFirst();
        node.hasContent |= !text.isBlank() || !text.isEmpty() && TreeBuilder.VERBATIM.contains(node.name);
    }

    /** @param to the end of the node, exclusive */
    void end(int to) {
        Open node = open.pop();
        Open around = open.peek();
        if (!node.hasNodes) {
            node.best = new Span(node.best.from(), to);
        }
        if (around != null) {
            around.hasNodes = true;
            around.hasContent |= node.hasContent;
        }
        if (!node.hasContent || node.matched == 0) {
            return;
        }
        if (node.matched > 1 && around != null) {
            around.best = node.best;
            around.isFollowed = true;
        } else if (before-- == 0) {
            found = Optional.of(node.best);
        }
    }
}
