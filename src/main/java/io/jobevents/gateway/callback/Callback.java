package io.jobevents.gateway.callback;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A decoded callback: the document that a sender posts, as trees of nodes. The envelope ({@code Response} in XML, the
 * root object in JSON, with or without {@code Response} around it) is removed.
 *
 * @param format the format of the body
 * @param jobs the {@code JobsDetail} nodes, in order
 * @param workflows the {@code WorkflowExecution} nodes, in order
 * @param moderation the root of a result of moderation in the simple form, where there are neither jobs nor workflows
 * @param beside all other nodes of the envelope, including {@code EventName}
 * @param charactersReplaced whether forbidden characters or undecodable bytes became U+FFFD anywhere
 * @param undecodable present if bytes could not be decoded
 */
public record Callback(
        Format format,
        List<Node> jobs,
        List<Node> workflows,
        Optional<Node> moderation,
        List<Node> beside,
        boolean charactersReplaced,
        Optional<Rejection> undecodable) {

    static final String JOB = "JobsDetail";
    static final String WORKFLOW = "WorkflowExecution";
    public static final String ENVELOPE = "Response";
    /** The name of the root's node that holds a moderation result in the simple form. */
    public static final String SIMPLE = "data";

    /** The format of a callback. */
    public enum Format {
        XML,
        JSON,
        /** Neither: an empty body, or one that is not recognized. */
        NONE
    }

    public Callback {
        jobs = List.copyOf(jobs);
        workflows = List.copyOf(workflows);
        beside = List.copyOf(beside);
        if (jobs.isEmpty() && workflows.isEmpty() && moderation.isEmpty()) {
            throw new IllegalArgumentException("A callback holds a job, a workflow or a moderation");
        }
    }

    /** The text of the envelope's first {@code EventName}. */
    public Optional<String> eventName() {
        for (Node node : beside) {
            if (node.name().equals("EventName")) {
                return node.isLeaf() ? Optional.of(node.text()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** A copy with the nodes of the envelope and each part replaced. */
    public Callback with(UnaryOperator<List<Node>> ofEnvelope, UnaryOperator<Node> ofPart) {
        return new Callback(
                format,
                jobs.stream().map(ofPart).toList(),
                workflows.stream().map(ofPart).toList(),
                moderation.map(ofPart),
                ofEnvelope.apply(beside),
                charactersReplaced,
                undecodable);
    }

    @Override
    public String toString() {
        return "Callback[" + format + ", jobs=" + jobs.size() + ", workflows=" + workflows.size() + "]";
    }
}
