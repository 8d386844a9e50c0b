package io.jobevents.gateway.callback;

/**
 * How much a callback may hold. Counted while reading, before anything is built.
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
