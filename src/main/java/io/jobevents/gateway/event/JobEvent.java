package io.jobevents.gateway.event;

import io.jobevents.gateway.callback.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The news of one job: schema {@code job-event/1}. */
public record JobEvent(
        String jobId,
        String state,
        Optional<String> eventName,
        Optional<String> tag,
        Optional<String> subTag,
        Optional<String> code,
        Optional<String> message,
        Optional<SenderTime> createdAt,
        Optional<SenderTime> startedAt,
        Optional<SenderTime> endedAt,
        Optional<SenderNumber> progress,
        Optional<SenderNumber> jobLevel,
        Optional<String> queueId,
        Optional<String> queueType,
        Optional<String> userData,
        Optional<Input> input,
        List<Output> outputs,
        Optional<RequestedOutput> requestedOutput,
        Optional<Template> template,
        Optional<WorkflowNode> workflow,
        Optional<Media> media,
        List<Node> details,
        Set<Warning> warnings)
        implements Event {

    /**
     * A file that the job wrote.
     *
     * @param key the whole object key
     * @param sprite whether it is a sheet of thumbnails that accompanies the others
     */
    record Output(Optional<String> bucket, Optional<String> region, String key, Optional<String> md5, boolean sprite) {}

    /**
     * Where the job was told to write.
     *
     * @param keyPattern may still hold placeholders such as <code>${ext}</code>; never a result
     */
    record RequestedOutput(Optional<String> bucket, Optional<String> region, Optional<String> keyPattern) {

        boolean isEmpty() {
            return bucket.isEmpty() && region.isEmpty() && keyPattern.isEmpty();
        }
    }

    /** The place in a workflow that caused the job. */
    record WorkflowNode(
            Optional<String> runId, Optional<String> workflowId, Optional<String> workflowName, Optional<String> node) {

        boolean isEmpty() {
            return runId.isEmpty() && workflowId.isEmpty() && workflowName.isEmpty() && node.isEmpty();
        }
    }

    @Override
    public String subject() {
        return jobId;
    }

    @Override
    public Optional<SenderTime> time() {
        return endedAt.or(() -> createdAt);
    }

    @Override
    public String toString() {
        return "JobEvent[" + jobId + "]";
    }
}
