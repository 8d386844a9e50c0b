package io.jobevents.gateway.callback;

import java.util.List;
import java.util.Optional;

/**
 * A node of a callback: an XML element or attribute, or a JSON member. It has either a text or children; nodes without
 * content are not in the tree. Children with the same name are a repetition, in the sender's order.
 *
 * <p>Immutable. Not a record, since nodes are compared by identity. {@link CallbackDecoder} has trimmed the texts and
 * replaced characters that XML 1.0 forbids.
 */
public final class Node {

    /** The name of text beside elements or attributes. */
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
        return branch(name, children, 0);
    }

    /** A branch of the last nodes of a list. */
    static Node branch(String name, List<Node> nodes, int from) {
        if (from >= nodes.size()) {
            throw new IllegalArgumentException("A branch has children");
        }
        return new Node(name, "", copy(nodes, from));
    }

    private static List<Node> copy(List<Node> nodes, int from) {
        return switch (nodes.size() - from) {
            case 1 -> List.of(nodes.get(from));
            case 2 -> List.of(nodes.get(from), nodes.get(from + 1));
            case 3 -> List.of(nodes.get(from), nodes.get(from + 1), nodes.get(from + 2));
            case 4 -> List.of(nodes.get(from), nodes.get(from + 1), nodes.get(from + 2), nodes.get(from + 3));
            default -> List.copyOf(nodes.subList(from, nodes.size())); // makes two arrays, unlike those of a few nodes
        };
    }

    /** Whether the text has only characters that XML 1.0 allows. */
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
        for (int i = 0; i < children.size(); i++) { // without an iterator, for speed
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

    /** The name alone, so that no text of the sender is logged. */
    @Override
    public String toString() {
        return "Node[" + name + "]";
    }
}
