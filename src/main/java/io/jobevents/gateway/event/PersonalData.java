package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of what the sender tells of the person whose object was moderated: personal data, of use to some. */
public enum PersonalData {
    /** It is a member of the event. */
    KEEP {
        @Override
        Callback in(Callback callback) {
            return callback;
        }

        @Override
        Node in(Node part) {
            return part;
        }
    },
    /** It is nowhere in the event. */
    DROP {
        @Override
        Callback in(Callback callback) {
            return callback.withBeside(without(callback.beside()));
        }

        @Override
        Node in(Node part) {
            return Node.branch(part.name(), without(part.children()));
        }
    };

    private static final Set<String> NODES = Set.of("UserInfo", "user_info");

    /** The envelope as it may be read. */
    abstract Callback in(Callback callback);

    /** A result, which has more than personal data, as it may be read. */
    abstract Node in(Node part);

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
