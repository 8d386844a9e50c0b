package io.jobevents.gateway.callback;

import java.util.List;
import java.util.Optional;

/**
 * A named place of a callback: an XML element or attribute, or a JSON member. It holds either a text or children, never
 * both and never neither; what has no content is not in the tree. Children of one name are a repetition, in the
 * sender's order.
 *
 * <p>Immutable. No record, since two nodes of the same content are two places: a node is equal to itself alone. Texts are as
 * {@link CallbackDecoder} leaves them: trimmed, without characters that XML 1.0 forbids.
 */
public final class Node {

    /** The name of text that stands beside elements or attributes. */
    public static final String TEXT = "#text";

    private final String name;
    private final String text;
    private final List<Node> children;

    private Node(String name, String text, List<Node> children) {
        this.name = name;
        this.text = text;
        this.children = children;
    }

    public static Node leaf(String name, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A leaf has a text");
        }
        return new Node(name, text, List.of());
    }

    public static Node branch(String name, List<Node> children) {
        if (children.isEmpty()) {
            throw new IllegalArgumentException("A branch has children");
        }
        return new Node(name, "", List.copyOf(children));
    }

    /** Whether a node may have the text: it holds no character that XML 1.0 forbids. */
    public static boolean canHold(String text) {
        return Characters.areLegal(text);
    }

    public String name() {
        return name;
    }

    /** Empty if there are children. */
    public String text() {
        return text;
    }

    public List<Node> children() {
        return children;
    }

    public boolean isLeaf() {
        return !text.isEmpty();
    }

    /** The first child of that name. */
    public Optional<Node> first(String childName) {
        for (int i = 0; i < children.size(); i++) { // without an iterator, since this is asked often
            if (children.get(i).name.equals(childName)) {
                return Optional.of(children.get(i));
            }
        }
        return Optional.empty();
    }

    /** The text of the first child of that name, if that child is a leaf. */
    public Optional<String> firstText(String childName) {
        return first(childName).filter(Node::isLeaf).map(Node::text);
    }

    /** The name alone: texts are the sender's and stay out of logs. */
    @Override
    public String toString() {
        return "Node[" + name + "]";
    }
}
