package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;

/**
 * The reading of one {@code JobsDetail} that is known to have an id and a state. Only its direct children decide id,
 * state, tag, code, message and times: the same names recur deeper with other meanings.
 */
final class JobReading {

    private final PartReader reader;
    private final NodeReader job;
    private final Optional<NodeReader> operation;

    private JobReading(Callback callback, Node node) {
        this.reader = new PartReader(callback, node);
        this.job = reader.part();
        this.operation = job.open("Operation");
    }

    /**
     * @param maxOutputSize characters that the outputs may take as JSON
     * @return empty if they would take more
     */
    static Optional<JobEvent> read(Callback callback, Node node, long maxOutputSize) {
        JobReading reading = new JobReading(callback, node);
        return switch (reading.outputs(maxOutputSize)) {
            case Outputs.Reading.TooLarge() -> Optional.empty();
            case Outputs.Reading.Files(var outputs, var someTooLong) -> {
                reading.warn(Warning.OUTPUT_TOO_LONG, someTooLong);
                reading.warn(Warning.PARTIAL_FAILURE, PartialFailure.isBelow(node));
                yield Optional.of(reading.event(outputs));
            }
        };
    }

    private Outputs.Reading outputs(long maxSize) {
        return operation
                .flatMap(reading -> reading.open("MediaResult"))
                .map(result -> Outputs.read(result, maxSize))
                .orElse(new Outputs.Reading.Files(List.of(), false));
    }

    private void warn(Warning warning, boolean applies) {
        if (applies) {
            reader.warnings().add(warning);
        }
    }

    /** Whether an event of that name is moderation's, which has no Tag and writes the bucket elsewhere. */
    static boolean isModeration(String eventName) {
        return eventName.startsWith("Review");
    }

    /** Takes in the order of the members, and what is left at the end. */
    private JobEvent event(List<JobEvent.Output> outputs) {
        Optional<String> eventName = reader.takeEventName();
        String jobId = job.takeText("JobId").orElseThrow();
        Optional<String> code = job.takeText("Code");
        return new JobEvent(
                jobId,
                job.takeText("State").orElseGet(() -> derivedState(code.orElseThrow())),
                eventName,
                job.takeText("Tag").or(() -> operationText("Tag")).or(() -> eventName.filter(JobReading::isModeration)),
                job.takeText("SubTag"),
                code,
                job.takeText("Message"),
                reader.takeTime("CreationTime"),
                reader.takeTime("StartTime"),
                reader.takeTime("EndTime"),
                takeInteger(job, "Progress"),
                operation.flatMap(reading -> takeInteger(reading, "JobLevel")),
                job.takeText("QueueId"),
                job.takeText("QueueType"),
                operationText("UserData"),
                job.open("Input").map(JobReading::input).filter(input -> !input.isEmpty()),
                outputs,
                operation
                        .flatMap(reading -> reading.open("Output"))
                        .map(JobReading::requestedOutput)
                        .filter(requested -> !requested.isEmpty()),
                Event.Template.of(operationText("TemplateId"), operationText("TemplateName")),
                job.open("Workflow").map(JobReading::workflow).filter(workflow -> !workflow.isEmpty()),
                operation.flatMap(reading -> reading.open("MediaInfo")).flatMap(Media::read),
                reader.details(),
                reader.warnings());
    }

    private Optional<String> operationText(String name) {
        return operation.flatMap(reading -> reading.takeText(name));
    }

    private String derivedState(String code) {
        reader.warnings().add(Warning.STATE_DERIVED);
        return EventState.of(code) == EventState.SUCCESS ? "Success" : "Failed";
    }

    private static Optional<SenderNumber> takeInteger(NodeReader reading, String name) {
        return reading.take(
                name,
                node -> node.isLeaf()
                        ? SenderNumber.read(node.text()).filter(SenderNumber::isInteger)
                        : Optional.empty());
    }

    private static Event.Input input(NodeReader input) {
        return new Event.Input(
                input.takeText("BucketId"),
                input.takeText("Region"),
                input.takeText("Object"),
                input.takeText("Url"),
                PartReader.takeHeaders(input));
    }

    private static JobEvent.RequestedOutput requestedOutput(NodeReader output) {
        return new JobEvent.RequestedOutput(
                output.takeText("Bucket"), output.takeText("Region"), output.takeText("Object"));
    }

    private static JobEvent.WorkflowNode workflow(NodeReader workflow) {
        return new JobEvent.WorkflowNode(
                workflow.takeText("RunId"),
                workflow.takeText("WorkflowId"),
                workflow.takeText("WorkflowName"),
                workflow.takeText("Name"));
    }
}
