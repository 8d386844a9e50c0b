package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The news of one run of a workflow: schema {@code workflow-event/1}. */
public record WorkflowEvent(
        String runId,
        String state,
        Optional<String> eventName,
        Optional<String> workflowId,
        Optional<String> workflowName,
        Optional<SenderTime> createdAt,
        Optional<Input> input,
        List<Task> tasks,
        List<Node> details,
        Set<Warning> warnings)
        implements Event {

    /** A step of the run, in the sender's order, which is not the order of time. */
    record Task(
            Optional<String> type,
            Optional<String> name,
            Optional<String> jobId,
            Optional<String> state,
            Optional<SenderTime> createdAt,
            Optional<SenderTime> startedAt,
            Optional<SenderTime> endedAt,
            Optional<String> code,
            Optional<String> message,
            Optional<Template> template,
            List<Node> details) {

        boolean isEmpty() {
            return details.isEmpty()
                    && Stream.of(type, name, jobId, state, createdAt, startedAt, endedAt, code, message, template)
                            .allMatch(Optional::isEmpty);
        }
    }

    @Override
    public String subject() {
        return runId;
    }

    @Override
    public Optional<SenderTime> time() {
        return createdAt;
    }

    @Override
    public String toString() {
        return "WorkflowEvent[" + runId + "]";
    }
}
