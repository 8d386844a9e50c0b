package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.details;
import static io.jobevents.gateway.event.Member.each;
import static io.jobevents.gateway.event.Member.first;
import static io.jobevents.gateway.event.Member.integer;
import static io.jobevents.gateway.event.Member.list;
import static io.jobevents.gateway.event.Member.object;
import static io.jobevents.gateway.event.Member.text;
import static io.jobevents.gateway.event.Member.time;
import static io.jobevents.gateway.event.Member.warnings;

import java.util.Optional;

/**
 * The members of a job event and where they are found. Only direct children of {@code JobsDetail} decide id, state, tag,
 * code, message and times: the same names recur deeper with other meanings.
 */
final class JobShape {

    static final Shape TABLE = Shape.of(
            text("jobId", "JobId"),
            text("state", "State").orElse(JobShape::stateOfCode),
            first("eventName", Type.Scalar.TEXT, "../EventName", EventName::take),
            text("tag", "Tag", "Operation/Tag").orElse(JobShape::tagOfModeration),
            text("subTag", "SubTag"),
            text("code", "Code"),
            text("message", "Message"),
            time("createdAt", "CreationTime"),
            time("startedAt", "StartTime"),
            time("endedAt", "EndTime"),
            integer("progress", "Progress"),
            integer("jobLevel", "Operation/JobLevel"),
            text("queueId", "QueueId"),
            text("queueType", "QueueType"),
            text("userData", "Operation/UserData"),
            text("customId", "Operation/CustomId"),
            object(
                    "input",
                    "Input",
                    text("bucket", "BucketId"),
                    text("region", "Region"),
                    text("key", "Object"),
                    text("url", "Url"),
                    each("headers", Type.Special.HEADERS, "CosHeaders", ObjectHeaders::take)),
            each("outputs", new Type.ListOf(Outputs.FILE), "Operation/MediaResult/OutputFile", Outputs::take),
            object(
                    "requestedOutput",
                    "Operation/Output",
                    text("bucket", "Bucket"),
                    text("region", "Region"),
                    text("keyPattern", "Object")),
            object("template", "Operation", text("id", "TemplateId"), text("name", "TemplateName")),
            object(
                    "workflow",
                    "Workflow",
                    text("runId", "RunId"),
                    text("workflowId", "WorkflowId"),
                    text("workflowName", "WorkflowName"),
                    text("node", "Name")),
            object(
                    "media",
                    "Operation/MediaInfo",
                    object("format", "Format", Media.FORMAT),
                    list("video", "Stream/Video", Media.VIDEO),
                    list("audio", "Stream/Audio", Media.AUDIO),
                    list("subtitles", "Stream/Subtitle", Media.SUBTITLE)),
            details(),
            warnings());

    private JobShape() {}

    /** Whether an event of that name is moderation's, which has no Tag and writes the bucket elsewhere. */
    static boolean isModeration(String eventName) {
        return eventName.startsWith("Review");
    }

    private static Optional<String> stateOfCode(Reading job) {
        job.warn(Warning.STATE_DERIVED);
        return job.text("code").map(code -> EventState.of(code) == EventState.SUCCESS ? "Success" : "Failed");
    }

    private static Optional<String> tagOfModeration(Reading job) {
        return job.text("eventName").filter(JobShape::isModeration);
    }
}
