package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;

/**
 * A row of a {@link Shape}: a member of an event, the type of its value, and its source in the callback.
 *
 * <p>A path has the names of nodes below the node of the object, such as {@code Operation/UserData}; each name but the
 * last means the first child of that name. {@code ../} is the envelope, for members of the event itself.
 */
record Member(String name, Type type, Source source) {

    /** The member for all nodes of an object that no other member reads. */
    static final String DETAILS = "details";
    /** The codes of an event's {@link Warning}s. */
    static final String WARNINGS = "warnings";

    /**
     * Where the value comes from.
     *
     * <ul>
     *   <li>{@link First}: the first child at a path; of several paths, the first one whose child fits the type
     *   <li>{@link Each}: every child at a path
     *   <li>{@link FirstBy}, {@link EachBy}: the same, but a function reads the node
     *   <li>{@link Gathered}: all nodes at several paths, in an order of the gateway's own
     *   <li>{@link Inside}: an object, whose members have paths relative to this one
     *   <li>{@link Given}: set by the function of another row, or by the reading itself
     * </ul>
     */
    sealed interface Source {

        /** @param otherwise gives the value if no child fits; called after all other rows have been read */
        record First(List<String> paths, Optional<Derivation> otherwise) implements Source {
            public First {
                paths = List.copyOf(paths);
            }
        }

        record Each(String path) implements Source {}

        record FirstBy(String path, Taker taker) implements Source {}

        record EachBy(String path, Taker taker) implements Source {}

        record Gathered(List<String> paths, Gatherer gatherer) implements Source {
            public Gathered {
                paths = List.copyOf(paths);
            }
        }

        record Inside(String path) implements Source {}

        record Given() implements Source {}
    }

    /** Reads a node and puts values into the reading. */
    @FunctionalInterface
    interface Taker {

        /**
         * @param slot of the member
         * @return the remainder of the node for the details: the node itself, a smaller one, or nothing
         */
        Optional<Node> take(Reading reading, int slot, Node node);
    }

    /**
     * Reads a whole part, once, at the first node at one of its paths. It passes the remainder of each node that it has
     * taken from to {@link Reading#leave}.
     */
    @FunctionalInterface
    interface Gatherer {
        /** @param slot of the member */
        void gather(Reading reading, int slot);
    }

    /** Derives a value from the values read so far. */
    @FunctionalInterface
    interface Derivation {
        /** The value, of the class that the member's type requires. */
        Optional<?> of(Reading reading);
    }

    /** @param paths in the order of preference */
    static Member text(String name, String... paths) {
        return scalar(name, Type.Scalar.TEXT, paths);
    }

    static Member time(String name, String path) {
        return scalar(name, Type.Scalar.TIME, path);
    }

    static Member integer(String name, String... paths) {
        return scalar(name, Type.Scalar.INTEGER, paths);
    }

    static Member number(String name, String... paths) {
        return scalar(name, Type.Scalar.NUMBER, paths);
    }

    /** @param paths in the order of preference */
    static Member scalar(String name, Type.Scalar type, String... paths) {
        return new Member(name, type, new Source.First(List.of(paths), Optional.empty()));
    }

    /**
     * @param path of the node to which the paths of the members are relative, {@code .} for the present one. Nodes that
     *     no member reads become details of the enclosing object, unless one of the members is {@link #details}
     */
    static Member object(String name, String path, Member... members) {
        return new Member(name, new Type.ObjectOf(List.of(members)), new Source.Inside(path));
    }

    /** @param path of the nodes that become items; a node without a value for any member remains in the details */
    static Member list(String name, String path, Shape items) {
        return new Member(name, new Type.ListOf(items), new Source.Each(path));
    }

    static Member first(String name, Type type, String path, Taker taker) {
        return new Member(name, type, new Source.FirstBy(path, taker));
    }

    static Member each(String name, Type type, String path, Taker taker) {
        return new Member(name, type, new Source.EachBy(path, taker));
    }

    /** @param paths of the nodes to read; the last step may be {@link Scenes#ANY} */
    static Member gathered(String name, Type type, Gatherer gatherer, String... paths) {
        return new Member(name, type, new Source.Gathered(List.of(paths), gatherer));
    }

    /** A member that is derived from others. */
    static Member derived(String name, Type type, Derivation derivation) {
        return new Member(name, type, new Source.First(List.of(), Optional.of(derivation)));
    }

    /** A member that the function of another row sets. */
    static Member given(String name, Type type) {
        return new Member(name, type, new Source.Given());
    }

    static Member details() {
        return details(ListNodes.NONE);
    }

    static Member details(ListNodes lists) {
        return given(DETAILS, new Type.Details(lists));
    }

    static Member warnings() {
        return given(WARNINGS, Type.Special.TEXTS);
    }

    /** The same row, with a value for events in which no child fits. */
    Member orElse(Derivation otherwise) {
        if (!(source instanceof Source.First first)) {
            throw new IllegalArgumentException(name + " is not read from paths");
        }
        return new Member(name, type, new Source.First(first.paths(), Optional.of(otherwise)));
    }
}
