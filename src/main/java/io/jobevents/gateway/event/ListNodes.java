package io.jobevents.gateway.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes that are lists in the sender's SDKs, by their paths. In details they are always arrays, also with one
 * element, so that consumers need no code for both cases.
 *
 * <p>Immutable once {@link #of} has returned.
 */
final class ListNodes {

    /** No lists. */
    static final ListNodes NONE = new ListNodes();

    private final Map<String, ListNodes> byName = new HashMap<>();
    private Optional<ListNodes> scene = Optional.empty();
    private boolean list;

    private ListNodes() {}

    /**
     * @param paths from the object that has the details, such as {@code Operation/Watermark}; the step {@code *Info}
     *     matches every name of a scene
     */
    static ListNodes of(String... paths) {
        ListNodes root = new ListNodes();
        for (String path : paths) {
            ListNodes reached = root;
            for (String name : path.split("/")) {
                reached = reached.step(name);
            }
            reached.list = true;
        }
        return root;
    }

    private ListNodes step(String name) {
        if (!name.equals(Scenes.ANY)) {
            return byName.computeIfAbsent(name, key -> new ListNodes());
        }
        ListNodes step = scene.orElseGet(ListNodes::new);
        scene = Optional.of(step);
        return step;
    }

    /** The list nodes below a node of that name. */
    ListNodes at(String name) {
        if (this == NONE) {
            return NONE;
        }
        ListNodes named = byName.getOrDefault(name, NONE);
        return named == NONE && scene.isPresent() && Scenes.isNamed(name) ? scene.get() : named;
    }

    /** Whether the nodes at this path are a list. */
    boolean areList() {
        return list;
    }
}
