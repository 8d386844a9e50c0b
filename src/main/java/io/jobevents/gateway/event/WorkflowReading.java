package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import java.util.Optional;

/** The reading of one {@code WorkflowExecution} that is known to have a run id and a state. */
final class WorkflowReading {

    private final PartReader reader;
    private final NodeReader workflow;

    private WorkflowReading(Callback callback, Node node) {
        this.reader = new PartReader(callback, node);
        this.workflow = reader.part();
    }

    static WorkflowEvent read(Callback callback, Node node) {
        WorkflowReading reading = new WorkflowReading(callback, node);
        if (isPartialFailure(node)) {
            reading.reader.warnings().add(Warning.PARTIAL_FAILURE);
        }
        return reading.event();
    }

    /** A failed task says nothing new of a failed workflow; what failed inside a task always does. */
    private static boolean isPartialFailure(Node workflow) {
        boolean success = EventState.of(workflow.firstText("State").orElse("")) == EventState.SUCCESS;
        for (Node child : workflow.children()) {
            boolean expected = !success && child.name().equals("Tasks");
            if (expected ? PartialFailure.isBelow(child) : PartialFailure.isIn(child)) {
                return true;
            }
        }
        return false;
    }

    private WorkflowEvent event() {
        return new WorkflowEvent(
                workflow.takeText("RunId").orElseThrow(),
                workflow.takeText("State").orElseThrow(),
                reader.takeEventName(),
                workflow.takeText("WorkflowId"),
                workflow.takeText("WorkflowName"),
                reader.takeTime("CreateTime"),
                Optional.of(input()).filter(input -> !input.isEmpty()),
                workflow.takeAll("Tasks", this::task),
                reader.details(),
                reader.warnings());
    }

    private Event.Input input() {
        return new Event.Input(
                workflow.takeText("BucketId"),
                Optional.empty(),
                workflow.takeText("Object"),
                Optional.empty(),
                PartReader.takeHeaders(workflow));
    }

    /** A task that says nothing, such as one of times that are {@code -}, stays in the details. */
    private Optional<WorkflowEvent.Task> task(Node node) {
        if (node.isLeaf()) {
            return Optional.empty();
        }
        NodeReader reading = new NodeReader(node.children());
        WorkflowEvent.Task task = new WorkflowEvent.Task(
                reading.takeText("Type"),
                reading.takeText("Name"),
                reading.takeText("JobId"),
                reading.takeText("State"),
                reader.takeTime(reading, "CreateTime"),
                reader.takeTime(reading, "StartTime"),
                reader.takeTime(reading, "EndTime"),
                reading.takeText("Code"),
                reading.takeText("Message"),
                Event.Template.of(reading.takeText("TemplateId"), reading.takeText("TemplateName")),
                reading.unread());
        return task.isEmpty() ? Optional.empty() : Optional.of(task);
    }
}
