package io.jobevents.gateway.event;

import static io.jobevents.gateway.event.Member.details;
import static io.jobevents.gateway.event.Member.each;
import static io.jobevents.gateway.event.Member.first;
import static io.jobevents.gateway.event.Member.list;
import static io.jobevents.gateway.event.Member.object;
import static io.jobevents.gateway.event.Member.text;
import static io.jobevents.gateway.event.Member.time;
import static io.jobevents.gateway.event.Member.warnings;

/** The table of a workflow event: its members and their paths, from {@code WorkflowExecution}. */
final class WorkflowShape {

    /** A task of the run. One without any value, such as with times that are {@code -}, is left out. */
    private static final Shape TASK = Shape.of(
            text("type", "Type"),
            text("name", "Name"),
            text("jobId", "JobId"),
            text("state", "State"),
            time("createdAt", "CreateTime"),
            time("startedAt", "StartTime"),
            time("endedAt", "EndTime"),
            text("code", "Code"),
            text("message", "Message"),
            object("template", ".", text("id", "TemplateId"), text("name", "TemplateName")),
            details(ListNodes.of("ResultInfo/ObjectInfo", "ResultInfo/SpriteObjectInfo")));

    static final Shape TABLE = Shape.of(
            text("runId", "RunId"),
            text("state", "State"),
            first("eventName", Type.Scalar.TEXT, "../EventName", EventName::take),
            text("workflowId", "WorkflowId"),
            text("workflowName", "WorkflowName"),
            time("createdAt", "CreateTime"),
            object(
                    "input",
                    ".",
                    text("bucket", "BucketId"),
                    text("key", "Object"),
                    each("headers", Type.Special.HEADERS, "CosHeaders", ObjectHeaders::take)),
            list("tasks", "Tasks", TASK),
            details(ListNodes.of("Tasks/ResultInfo/ObjectInfo", "Tasks/ResultInfo/SpriteObjectInfo")),
            warnings());

    private WorkflowShape() {}
}
