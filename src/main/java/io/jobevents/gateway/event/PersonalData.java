package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of what the sender tells of the person whose object it was: personal data, of use to some. */
public enum PersonalData {
    /** It is a member of the event. */
    KEEP {
        @Override
        Callback in(Callback callback) {
            return callback;
        }
    },
    /** It is nowhere in an event, whatever the callback is taken for. */
    DROP {
        @Override
        Callback in(Callback callback) {
            return callback.with(PersonalData::without, part -> without(part).orElse(part));
        }
    };

    private static final Set<String> NODES = Set.of("UserInfo", "user_info");

    /** The callback as it may be read. A part that has nothing else is refused anyhow. */
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
