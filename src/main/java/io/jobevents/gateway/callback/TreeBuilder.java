package io.jobevents.gateway.callback;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one document: Jackson's tokens, of XML or JSON alike, become nodes. Bounds are counted at each token,
 * before anything is built from it. Not reusable.
 */
final class TreeBuilder {

    /**
     * What was read.
     *
     * <ul>
     *   <li>{@link Built}: the whole document
     *   <li>{@link OverBounds}: reading stopped where a bound was passed
     * </ul>
     */
    sealed interface Tree {

        /**
         * @param root absent if nothing in the document has content
         * @param replaced whether forbidden characters became U+FFFD here (by JSON escape)
         */
        record Built(Optional<Node> root, boolean replaced) implements Tree {}

        record OverBounds(Rejection rejection) implements Tree {}
    }

    /** Names whose text is kept to the blank: object keys may begin or end with one, user data is not ours. */
    private static final Set<String> VERBATIM = Set.of("Object", "ObjectName", "ObjectPrefix", "UserData");

    /** A node that is being read. */
    private static final class Frame {
        final String name;
        final int depth;
        final List<Node> children = new ArrayList<>();
        String member = "";
        int openLists;

        Frame(String name, int depth) {
            this.name = name;
            this.depth = depth;
        }

        /** The level that its children are below: a list is none, a list inside a list is one. */
        int level() {
            return depth + Math.max(0, openLists - 1);
        }

        /** Whether nothing is left beside a text, so that the node is a leaf after all. */
        boolean isText() {
            return children.size() == 1
                    && children.getFirst().isLeaf()
                    && children.getFirst().name().equals(Node.TEXT);
        }
    }

    private final JsonParser parser;
    private final String rootName;
    private final Bounds bounds;
    private final boolean escaped;
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable Node root;
    private boolean complete;
    private boolean replaced;
    private int nodes;
    private int jobs;
    private int workflows;

    /** @param escaped whether names and texts may hold forbidden characters, written as escapes */
    TreeBuilder(JsonParser parser, String rootName, Bounds bounds, boolean escaped) {
        this.parser = parser;
        this.rootName = rootName;
        this.bounds = bounds;
        this.escaped = escaped;
    }

    /**
     * Reads to the end of the document, so that whatever follows the root is found, too.
     *
     * @throws IOException (of Jackson's kind, with a location) if the document is malformed
     */
    Tree read() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (complete) {
                throw new JsonParseException(parser, "There is text after the end of the document");
            }
            Optional<Rejection> passed = take(token);
            if (passed.isPresent()) {
                return new Tree.OverBounds(passed.get());
            }
            complete = open.isEmpty();
        }
        return new Tree.Built(Optional.ofNullable(root), replaced);
    }

    /** Takes one token, and says which bound it passes. */
    private Optional<Rejection> take(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> openNode();
            case END_OBJECT -> closeNode();
            case START_ARRAY -> openList();
            case END_ARRAY -> closeList();
            case FIELD_NAME -> nameMember();
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> addValue();
            case VALUE_NULL -> enter();
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("Neither XML nor JSON text gives " + token);
        };
    }

    private Optional<Rejection> openNode() {
        Optional<Rejection> passed = enter();
        if (passed.isEmpty()) {
            open.push(new Frame(open.isEmpty() ? rootName : open.element().member, level() + 1));
        }
        return passed;
    }

    private Optional<Rejection> closeNode() {
        Frame closed = open.pop();
        if (closed.isText()) {
            add(Node.leaf(closed.name, closed.children.getFirst().text()));
        } else {
            addBranch(closed);
        }
        return Optional.empty();
    }

    /** The list of a member stands for the member's repetition; one inside a list counts as a node. */
    private Optional<Rejection> openList() {
        Frame frame = open.element();
        Optional<Rejection> passed = frame.openLists > 0 ? enterLevel() : Optional.empty();
        frame.openLists++;
        return passed;
    }

    private Optional<Rejection> closeList() {
        open.element().openLists--;
        return Optional.empty();
    }

    private Optional<Rejection> nameMember() throws IOException {
        open.element().member = clean(parser.currentName());
        return Optional.empty();
    }

    private Optional<Rejection> addValue() throws IOException {
        Optional<Rejection> passed = enter();
        if (passed.isEmpty()) {
            addText(parser.getText());
        }
        return passed;
    }

    private int level() {
        return open.isEmpty() ? 0 : open.element().level();
    }

    /** Counts a node that is about to be read, and says which bound it passes. */
    private Optional<Rejection> enter() {
        Optional<Rejection> passed = enterLevel();
        if (passed.isEmpty() && inEnvelope()) {
            String member = open.element().member;
            jobs += member.equals(Callback.JOB) ? 1 : 0;
            workflows += member.equals(Callback.WORKFLOW) ? 1 : 0;
            if (jobs > bounds.maxJobs() || workflows > bounds.maxJobs()) {
                return passed(Reason.TOO_MANY_JOBS, "more than " + bounds.maxJobs() + " times " + member);
            }
        }
        return passed;
    }

    /** Counts a level and a node, but no job: a list inside a list, too. */
    private Optional<Rejection> enterLevel() {
        if (level() + 1 > bounds.maxDepth()) {
            return passed(Reason.TOO_DEEP, "more than " + bounds.maxDepth() + " levels");
        }
        if (++nodes > bounds.maxNodes()) {
            return passed(Reason.TOO_MANY_NODES, "more than " + bounds.maxNodes() + " nodes");
        }
        return Optional.empty();
    }

    private boolean inEnvelope() {
        return open.size() == 1 || open.size() == 2 && open.element().name.equals(Callback.ENVELOPE);
    }

    private Optional<Rejection> passed(Reason reason, String what) {
        return Optional.of(new Rejection(
                reason,
                "The callback has " + what + " at line "
                        + parser.currentLocation().getLineNr() + ", column "
                        + parser.currentLocation().getColumnNr() + "."));
    }

    private void addText(String raw) {
        String name = open.isEmpty() ? rootName : open.element().member;
        String text = clean(raw);
        String trimmed = text.trim();
        if (trimmed.length() < text.length() && isVerbatim(name)) {
            trimmed = text;
        }
        if (!trimmed.isEmpty()) {
            add(Node.leaf(name, trimmed));
        }
    }

    /** Text beside attributes is the text of the node around it. */
    private boolean isVerbatim(String name) {
        return VERBATIM.contains(name.equals(Node.TEXT) && !open.isEmpty() ? open.element().name : name);
    }

    /** Blanks between other nodes are no content, even where those of a text are kept. */
    private void addBranch(Frame closed) {
        closed.children.removeIf(child ->
                child.name().equals(Node.TEXT) && child.isLeaf() && child.text().isBlank());
        if (!closed.children.isEmpty()) {
            add(Node.branch(closed.name, closed.children));
        }
    }

    private void add(Node node) {
        if (open.isEmpty()) {
            root = node;
        } else {
            open.element().children.add(node);
        }
    }

    private String clean(String text) {
        if (!escaped || Characters.areLegal(text)) {
            return text;
        }
        replaced = true;
        return Characters.replaceIllegal(text);
    }
}
