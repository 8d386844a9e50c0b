package io.jobevents.gateway.callback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A named place of a callback: an XML element or attribute, or a JSON member. It holds either a text or children, never
 * both and never neither; what has no content is not in the tree. Children of one name are a repetition, in the
 * sender's order.
 *
 * <p>Immutable. Texts are as {@link CallbackDecoder} leaves them: trimmed, without characters that XML 1.0 forbids.
 *
 * @param text empty if there are children
 */
public record Node(String name, String text, List<Node> children) {

    /** The name of text that stands beside elements or attributes. */
    public static final String TEXT = "#text";

    public Node {
        if (text.isEmpty() == children.isEmpty()) {
            throw new IllegalArgumentException("A node holds either a text or children");
        }
        children = List.copyOf(children);
    }

    public static Node leaf(String name, String text) {
        return new Node(name, text, List.of());
    }

    public static Node branch(String name, List<Node> children) {
        return new Node(name, "", children);
    }

    public boolean isLeaf() {
        return children.isEmpty();
    }

    /** The first child of that name. */
    public Optional<Node> first(String childName) {
        for (Node child : children) {
            if (child.name.equals(childName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** The text of the first child of that name, if that child is a leaf. */
    public Optional<String> firstText(String childName) {
        return first(childName).filter(Node::isLeaf).map(Node::text);
    }

    /** All children of that name, in the sender's order. */
    public List<Node> all(String childName) {
        List<Node> found = new ArrayList<>();
        for (Node child : children) {
            if (child.name.equals(childName)) {
                found.add(child);
            }
        }
        return found;
    }

    /** The name alone: texts are the sender's and stay out of logs. */
    @Override
    public String toString() {
        return "Node[" + name + "]";
    }
}
