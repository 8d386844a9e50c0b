package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A reading of one node's children. Members are taken by name; what nobody takes is unread, stays at its place and ends
 * in {@code details}. That is how nothing is lost. Of a name that repeats, the first child counts.
 *
 * <p>For one thread.
 */
final class NodeReader {

    private final List<Node> children;
    private final boolean[] taken;
    private final @Nullable NodeReader[] opened;

    NodeReader(List<Node> children) {
        this.children = children;
        this.taken = new boolean[children.size()];
        this.opened = new NodeReader[taken.length];
    }

    /** The first child of that name, taken or not. */
    Optional<Node> peek(String name) {
        int index = indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(children.get(index));
    }

    /** Every child of that name, taken or not, in the sender's order. */
    List<Node> peekAll(String name) {
        return children.stream().filter(child -> child.name().equals(name)).toList();
    }

    /** The text of the first child of that name, if it is a leaf, taken or not. */
    Optional<String> peekText(String name) {
        return peek(name).filter(Node::isLeaf).map(Node::text);
    }

    /** Takes the text of the first child of that name, if it is a leaf. */
    Optional<String> takeText(String name) {
        return take(name, child -> child.isLeaf() ? Optional.of(child.text()) : Optional.empty());
    }

    /** Takes the first child of that name, if it can be read. */
    <T> Optional<T> take(String name, Function<Node, Optional<T>> reader) {
        int index = indexOf(name);
        if (index < 0 || taken[index]) {
            return Optional.empty();
        }
        Optional<T> read = reader.apply(children.get(index));
        taken[index] = read.isPresent();
        return read;
    }

    /** Takes each child of that name that can be read, in the sender's order. */
    <T> List<T> takeAll(String name, Function<Node, Optional<T>> reader) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            Node child = children.get(i);
            if (!taken[i] && child.name().equals(name)) {
                Optional<T> read = reader.apply(child);
                read.ifPresent(all::add);
                taken[i] = read.isPresent();
            }
        }
        return all;
    }

    /** Opens the first child of that name, if it has children; what is not taken inside stays at its path. */
    Optional<NodeReader> open(String name) {
        int index = indexOf(name);
        return index < 0 || children.get(index).isLeaf() ? Optional.empty() : Optional.of(open(index));
    }

    /** Opens each child of that name that has children. */
    List<NodeReader> openAll(String name) {
        List<NodeReader> all = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            Node child = children.get(i);
            if (!child.isLeaf() && child.name().equals(name)) {
                all.add(open(i));
            }
        }
        return all;
    }

    /** Whether every child of that name was taken. */
    boolean tookAll(String name) {
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i] && children.get(i).name().equals(name)) {
                return false;
            }
        }
        return true;
    }

    /** What was not taken, in the sender's order. */
    List<Node> unread() {
        List<Node> unread = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            if (taken[i]) {
                continue;
            }
            NodeReader child = opened[i];
            if (child == null) {
                unread.add(children.get(i));
            } else {
                List<Node> rest = child.unread();
                if (!rest.isEmpty()) {
                    unread.add(Node.branch(children.get(i).name(), rest));
                }
            }
        }
        return unread;
    }

    private NodeReader open(int index) {
        NodeReader child = opened[index];
        if (child == null) {
            child = new NodeReader(children.get(index).children());
            opened[index] = child;
        }
        return child;
    }

    private int indexOf(String name) {
        for (int i = 0; i < taken.length; i++) {
            if (children.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
