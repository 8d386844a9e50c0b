package io.jobevents.gateway.callback;

/**
 * The bounds of a callback. They are checked while reading, before nodes are built.
 *
 * @param maxDepth levels of nodes, the root being the first; a list inside a list is a level, too
 * @param maxNodes elements, attributes, members and list items, empty ones included
 * @param maxJobs {@code JobsDetail} nodes, and as many {@code WorkflowExecution} nodes
 */
public record Bounds(int maxDepth, int maxNodes, int maxJobs) {

    public Bounds {
        if (maxDepth < 1 || maxNodes < 1 || maxJobs < 1) {
            throw new IllegalArgumentException("Bounds are positive");
        }
    }
}
