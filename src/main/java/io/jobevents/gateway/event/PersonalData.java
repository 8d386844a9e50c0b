package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How personal data on the user of a moderated object is handled. */
public enum PersonalData {
    /** It is a member of the event. */
    KEEP {
        @Override
        Callback in(Callback callback) {
            return callback;
        }
    },
    /** It is removed from every event, also from job and workflow events. */
    DROP {
        @Override
        Callback in(Callback callback) {
            return callback.with(PersonalData::without, part -> without(part).orElse(part));
        }
    };

    private static final Set<String> NODES = Set.of("UserInfo", "user_info");

    /**
     * The callback with only the data that may be read. A part with nothing else is kept, since it is rejected anyway.
     */
    abstract Callback in(Callback callback);

    private static List<Node> without(List<Node> nodes) {
        return nodes.stream()
                .filter(node -> !NODES.contains(node.name()))
                .flatMap(node -> without(node).stream())
                .toList();
    }

    private static Optional<Node> without(Node node) {
        if (node.isLeaf()) {
            return Optional.of(node);
        }
        List<Node> kept = without(node.children());
        return kept.isEmpty() ? Optional.empty() : Optional.of(Node.branch(node.name(), kept));
    }
}
