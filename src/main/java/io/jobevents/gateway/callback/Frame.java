package io.jobevents.gateway.callback;

import org.jspecify.annotations.Nullable;

/** An open node of {@link TreeBuilder}. Reused for later nodes at the same depth. */
final class Frame {
    final Frame around;
    private @Nullable Frame inside;
    String name = "";
    private int depth;
    /** The index of its first child in {@code TreeBuilder.loose}. */
    int firstChild;
    /** The name of the child that is being read. */
    String member;

    int openLists;
    /** Whether one of its children is a text. */
    boolean hasText;

    /** The frame around the root. */
    Frame(String rootName) {
        this.around = this;
        this.member = rootName;
    }

    private Frame(Frame around) {
        this.around = around;
        this.member = "";
    }

    /** The frame of a child that begins. */
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

    /** The depth of its children's parent. A list adds no level, a list inside a list adds one. */
    int level() {
        return openLists < 2 ? depth : depth + openLists - 1;
    }
}
