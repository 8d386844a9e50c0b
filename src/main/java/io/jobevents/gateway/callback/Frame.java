package io.jobevents.gateway.callback;

import org.jspecify.annotations.Nullable;

/** A node that {@link TreeBuilder} is reading. It is used again for others that have as many around them. */
final class Frame {
    final Frame around;
    private @Nullable Frame inside;
    String name = "";
    private int depth;
    /** Where its children begin in the list of what has been read. */
    int firstChild;
    /** The name of the child that is being read. */
    String member;

    int openLists;
    /** Whether one of its children is a text. */
    boolean hasText;

    /** What is around the root. */
    Frame(String rootName) {
        this.around = this;
        this.member = rootName;
    }

    private Frame(Frame around) {
        this.around = around;
        this.member = "";
    }

    /** The child that begins. */
    Frame open(int newFirstChild) {
        if (inside == null) {
            inside = new Frame(this);
        }
        inside.name = member;
        inside.member = "";
        inside.depth = level() + 1;
        inside.firstChild = newFirstChild;
        inside.openLists = 0;
        inside.hasText = false;
        return inside;
    }

    /** The level that its children are below: a list is none, a list inside a list is one. */
    int level() {
        return openLists < 2 ? depth : depth + openLists - 1;
    }
}
