package io.jobevents.gateway.callback;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Builds the tree of one document from the tokens of XML or JSON, in the order of the document. Each step checks the
 * bounds before it builds anything, and returns a rejection if one is exceeded. Not reusable.
 */
final class TreeBuilder {

    /**
     * The result of reading.
     *
     * <ul>
     *   <li>{@link Built}: the whole document
     *   <li>{@link OverBounds}: reading stopped where a bound was exceeded
     * </ul>
     */
    sealed interface Tree {

        /**
         * @param root absent if nothing in the document has content
         * @param replaced whether forbidden characters, written as JSON escapes, were replaced by U+FFFD
         */
        record Built(Optional<Node> root, boolean replaced) implements Tree {}

        record OverBounds(Rejection rejection) implements Tree {}
    }

    /** Names whose text is not trimmed: object keys and user data may begin or end with a blank. */
    static final Set<String> VERBATIM = Set.of("Object", "ObjectName", "ObjectPrefix", "UserData");

    private final Supplier<JsonLocation> location;
    private final Bounds bounds;
    private final boolean escaped;
    /** The innermost open node. */
    private Frame innermost;
    /** The number of open nodes. */
    private int open;
    /** Finished nodes whose parent is still open. */
    private final List<Node> loose = new ArrayList<>();

    private boolean replaced;
    private int nodes;
    private int jobs;
    private int workflows;

    /**
     * @param location the parser's present location
     * @param escaped whether names and texts may hold forbidden characters, written as escapes
     */
    TreeBuilder(String rootName, Bounds bounds, boolean escaped, Supplier<JsonLocation> location) {
        this.innermost = new Frame(rootName);
        this.bounds = bounds;
        this.escaped = escaped;
        this.location = location;
    }

    /** The tree, once the document has ended. */
    Tree.Built built() {
        return new Tree.Built(loose.isEmpty() ? Optional.empty() : Optional.of(loose.getFirst()), replaced);
    }

    /** Whether no node is open. */
    boolean isClosed() {
        return open == 0;
    }

    /** Sets the name of the next node. */
    void name(String name) {
        innermost.member = clean(name);
    }

    /** Begins a node that has members. */
    Optional<Rejection> open() {
        Optional<Rejection> passed = none();
        if (passed.isEmpty()) {
            innermost = innermost.open(loose.size());
            open++;
        }
        return passed;
    }

    /** Ends the innermost node. */
    void close() {
        Frame closed = innermost;
        innermost = closed.around;
        open--;
        int last = loose.size() - 1;
        if (last == closed.firstChild && isText(loose.get(last))) { // a text alone makes the node a leaf
            loose.set(last, Node.leaf(closed.name, loose.get(last).text()));
        } else if (last >= closed.firstChild) {
            if (closed.hasText) {
                removeBlankTexts(closed.firstChild);
            }
            if (loose.size() > closed.firstChild) {
                Node branch = Node.branch(closed.name, loose, closed.firstChild);
                removeFrom(closed.firstChild);
                loose.add(branch);
            }
        }
    }

    /** Begins a list. The list of a member is a repetition of the member; a list inside a list counts as a node. */
    Optional<Rejection> openList() {
        Optional<Rejection> passed = innermost.openLists > 0 ? enterLevel() : Optional.empty();
        innermost.openLists++;
        return passed;
    }

    void closeList() {
        innermost.openLists--;
    }

    /** Adds a node that has a text. */
    Optional<Rejection> text(String text) {
        Optional<Rejection> passed = none();
        if (passed.isEmpty()) {
            addText(text);
        }
        return passed;
    }

    /** Counts a node without adding it. */
    Optional<Rejection> none() {
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

    /** Blank text between other nodes is dropped, even in nodes whose text is not trimmed. */
    private void removeBlankTexts(int from) {
        loose.subList(from, loose.size())
                .removeIf(child -> isText(child) && child.text().isBlank());
    }

    private void removeFrom(int first) {
        for (int last = loose.size() - 1; last >= first; last--) {
            loose.remove(last);
        }
    }

    private static boolean isText(Node node) {
        return node.isLeaf() && node.name().equals(Node.TEXT);
    }

    /** Counts a level and a node, but not a job. */
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
        JsonLocation at = location.get();
        return Optional.of(new Rejection(
                reason,
                "The callback has " + what + " at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".",
                new FaultPlace.AtCharacter(at.getCharOffset())));
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

    /** Whether the text of that name is not trimmed. Text beside attributes has the name of its parent. */
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
