package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;

/**
 * Signs inside a part that something of it went wrong, such as {@code DigitalWatermark.State}, {@code
 * FileCompressResult.ErrorCount} or {@code DocProcessResult.FailPageCount}.
 */
final class PartialFailure {

    private PartialFailure() {}

    /** Whether a node below has a State of Failed, or counts failures. The node's own State is not looked at. */
    static boolean isBelow(Node node) {
        for (Node child : node.children()) {
            if (isIn(child)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the node has a State of Failed, counts failures, or has such a node below. */
    static boolean isIn(Node node) {
        return node.isLeaf() ? countsFailures(node) : hasFailed(node) || isBelow(node);
    }

    /** Whether the node's own State is Failed. */
    static boolean hasFailed(Node node) {
        return node.firstText("State")
                .map(EventState::of)
                .filter(EventState.FAILED::equals)
                .isPresent();
    }

    private static boolean countsFailures(Node leaf) {
        return (leaf.name().equals("ErrorCount") || leaf.name().equals("FailPageCount"))
                && SenderNumber.read(leaf.text())
                        .filter(SenderNumber::isPositive)
                        .isPresent();
    }
}
