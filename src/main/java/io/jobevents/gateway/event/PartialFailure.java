package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;

/**
 * Detects failures inside a part, such as {@code DigitalWatermark.State}, {@code FileCompressResult.ErrorCount} or
 * {@code DocProcessResult.FailPageCount}.
 */
final class PartialFailure {

    private PartialFailure() {}

    /** Whether a descendant has the State Failed or a positive count of failures. The node's own State is ignored. */
    static boolean isBelow(Node node) {
        List<Node> children = node.children();
        for (int i = 0; i < children.size(); i++) {
            if (isIn(children.get(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a workflow has a failure inside. The State of a failed task counts only if the workflow has succeeded;
     * failures inside a task always count.
     */
    static boolean isOfWorkflow(Node workflow) {
        boolean success = EventState.of(workflow.firstText("State").orElse("")) == EventState.SUCCESS;
        for (Node child : workflow.children()) {
            boolean expected = !success && child.name().equals("Tasks");
            if (expected ? isBelow(child) : isIn(child)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the node or a descendant has the State Failed or a positive count of failures. */
    static boolean isIn(Node node) {
        return node.isLeaf() ? countsFailures(node) : hasFailed(node) || isBelow(node);
    }

    /** Whether the node's own State is Failed. */
    static boolean hasFailed(Node node) {
        Optional<String> state = node.firstText("State");
        return state.isPresent() && EventState.of(state.get()) == EventState.FAILED;
    }

    private static boolean countsFailures(Node leaf) {
        return (leaf.name().equals("ErrorCount") || leaf.name().equals("FailPageCount"))
                && SenderNumber.read(leaf.text())
                        .filter(SenderNumber::isPositive)
                        .isPresent();
    }
}
