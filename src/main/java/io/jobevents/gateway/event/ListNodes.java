package io.jobevents.gateway.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The nodes that the sender's model knows to repeat, by their paths. In details they are arrays, also where there is one
 * of them, so that consumers need no code for both. As the sender's SDKs type them.
 *
 * <p>Filled while it is made; then it does not change.
 */
final class ListNodes {

    /** Where no node is known to repeat. */
    static final ListNodes NONE = new ListNodes();

    private final Map<String, ListNodes> byName = new HashMap<>();
    private Optional<ListNodes> scene = Optional.empty();
    private boolean list;

    private ListNodes() {}

    /**
     * @param paths from the object that has the details, such as {@code Operation/Watermark}; the step {@code *Info}
     *     stands for every name that ends so
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

    /** What is known of the nodes below one of that name. */
    ListNodes at(String name) {
        if (this == NONE) {
            return NONE;
        }
        ListNodes named = byName.getOrDefault(name, NONE);
        return named == NONE && scene.isPresent() && Scenes.isNamed(name) ? scene.get() : named;
    }

    /** Whether the nodes at this path repeat. */
    boolean areList() {
        return list;
    }
}
