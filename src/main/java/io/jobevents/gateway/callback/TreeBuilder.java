package io.jobevents.gateway.callback;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    private final JsonParser parser;
    private final Bounds bounds;
    private final boolean escaped;
    /** The innermost node that is open. */
    private Frame innermost;
    /** How many are. */
    private int open;
    /** What has been read and is in no other node yet. */
    private final List<Node> loose = new ArrayList<>();

    private boolean complete;
    private boolean replaced;
    private int nodes;
    private int jobs;
    private int workflows;

    /** @param escaped whether names and texts may hold forbidden characters, written as escapes */
    TreeBuilder(JsonParser parser, String rootName, Bounds bounds, boolean escaped) {
        this.parser = parser;
        this.innermost = new Frame(rootName);
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
            complete = open == 0;
        }
        return new Tree.Built(loose.stream().findFirst(), replaced);
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
            innermost = innermost.open(loose.size());
            open++;
        }
        return passed;
    }

    private Optional<Rejection> closeNode() {
        Frame closed = innermost;
        innermost = closed.around;
        open--;
        List<Node> children = loose.subList(closed.firstChild, loose.size());
        Optional<Node> node = isText(children)
                ? Optional.of(Node.leaf(closed.name, children.getFirst().text()))
                : branch(closed, children);
        children.clear();
        node.ifPresent(loose::add);
        return Optional.empty();
    }

    /** Blanks between other nodes are no content, even where those of a text are kept. */
    private static Optional<Node> branch(Frame frame, List<Node> children) {
        List<Node> content = frame.hasText
                ? children.stream()
                        .filter(child -> !isText(child) || !child.text().isBlank())
                        .toList()
                : children;
        return content.isEmpty() ? Optional.empty() : Optional.of(Node.branch(frame.name, content));
    }

    private static boolean isText(Node node) {
        return node.isLeaf() && node.name().equals(Node.TEXT);
    }

    /** Whether there is nothing beside a text, so that the node around it is a leaf after all. */
    private static boolean isText(List<Node> children) {
        return children.size() == 1 && isText(children.getFirst());
    }

    /** The list of a member stands for the member's repetition; one inside a list counts as a node. */
    private Optional<Rejection> openList() {
        Optional<Rejection> passed = innermost.openLists > 0 ? enterLevel() : Optional.empty();
        innermost.openLists++;
        return passed;
    }

    private Optional<Rejection> closeList() {
        innermost.openLists--;
        return Optional.empty();
    }

    private Optional<Rejection> nameMember() throws IOException {
        innermost.member = clean(parser.currentName());
        return Optional.empty();
    }

    private Optional<Rejection> addValue() throws IOException {
        Optional<Rejection> passed = enter();
        if (passed.isEmpty()) {
            addText(parser.getText());
        }
        return passed;
    }

    /** Counts a node that is about to be read, and says which bound it passes. */
    private Optional<Rejection> enter() {
        Optional<Rejection> passed = enterLevel();
        if (passed.isEmpty() && inEnvelope()) {
            String member = innermost.member;
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
        if (innermost.level() + 1 > bounds.maxDepth()) {
            return passed(Reason.TOO_DEEP, "more than " + bounds.maxDepth() + " levels");
        }
        if (++nodes > bounds.maxNodes()) {
            return passed(Reason.TOO_MANY_NODES, "more than " + bounds.maxNodes() + " nodes");
        }
        return Optional.empty();
    }

    private boolean inEnvelope() {
        return open == 1 || open == 2 && innermost.name.equals(Callback.ENVELOPE);
    }

    private Optional<Rejection> passed(Reason reason, String what) {
        return Optional.of(new Rejection(
                reason,
                "The callback has " + what + " at line "
                        + parser.currentLocation().getLineNr() + ", column "
                        + parser.currentLocation().getColumnNr() + "."));
    }

    private void addText(String raw) {
        String name = innermost.member;
        String text = clean(raw);
        String trimmed = text.trim();
        if (trimmed.length() < text.length() && isVerbatim(name)) {
            trimmed = text;
        }
        if (!trimmed.isEmpty()) {
            innermost.hasText |= name.equals(Node.TEXT);
            loose.add(Node.leaf(name, trimmed));
        }
    }

    /** Text beside attributes is the text of the node around it. */
    private boolean isVerbatim(String name) {
        return VERBATIM.contains(name.equals(Node.TEXT) && open > 0 ? innermost.name : name);
    }

    private String clean(String text) {
        if (!escaped || Characters.areLegal(text)) {
            return text;
        }
        replaced = true;
        return Characters.replaceIllegal(text);
    }
}
