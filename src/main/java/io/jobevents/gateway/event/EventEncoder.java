package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Encodes: an event becomes the bytes of a record's value. The same event gives the same bytes: members stand in the
 * order of the event's components, those of headers, media elements and details by name; strings as in RFC 8785; UTF-8
 * without blanks. What has no content is left out.
 *
 * <p>Thread-safe.
 */
final class EventEncoder {

    /**
     * Jackson escapes what RFC 8785 escapes: the quotation mark, the backslash and control characters (of which only tab
     * and line ends can occur in an event). Left alone it would escape characters beyond U+FFFF, too.
     */
    private final JsonFactory json = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    byte[] encode(Event event) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(2048);
                JsonGenerator out = json.createGenerator(bytes)) {
            switch (event) {
                case JobEvent job -> writeJob(out, job);
                case WorkflowEvent workflow -> writeWorkflow(out, workflow);
            }
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory", e);
        }
    }

    private static void writeJob(JsonGenerator out, JobEvent event) throws IOException {
        out.writeStartObject();
        out.writeStringField("jobId", event.jobId());
        out.writeStringField("state", event.state());
        writeText(out, "eventName", event.eventName());
        writeText(out, "tag", event.tag());
        writeText(out, "subTag", event.subTag());
        writeText(out, "code", event.code());
        writeText(out, "message", event.message());
        writeTime(out, "createdAt", event.createdAt());
        writeTime(out, "startedAt", event.startedAt());
        writeTime(out, "endedAt", event.endedAt());
        writeNumber(out, "progress", event.progress());
        writeNumber(out, "jobLevel", event.jobLevel());
        writeText(out, "queueId", event.queueId());
        writeText(out, "queueType", event.queueType());
        writeText(out, "userData", event.userData());
        writeInput(out, event.input());
        writeOutputs(out, event.outputs());
        if (event.requestedOutput().isPresent()) {
            JobEvent.RequestedOutput requested = event.requestedOutput().get();
            out.writeObjectFieldStart("requestedOutput");
            writeText(out, "bucket", requested.bucket());
            writeText(out, "region", requested.region());
            writeText(out, "keyPattern", requested.keyPattern());
            out.writeEndObject();
        }
        writeTemplate(out, event.template());
        if (event.workflow().isPresent()) {
            JobEvent.WorkflowNode workflow = event.workflow().get();
            out.writeObjectFieldStart("workflow");
            writeText(out, "runId", workflow.runId());
            writeText(out, "workflowId", workflow.workflowId());
            writeText(out, "workflowName", workflow.workflowName());
            writeText(out, "node", workflow.node());
            out.writeEndObject();
        }
        if (event.media().isPresent()) {
            MediaWriter.write(out, event.media().get());
        }
        DetailsWriter.write(out, event.details());
        writeWarnings(out, event.warnings());
        out.writeEndObject();
    }

    private static void writeWorkflow(JsonGenerator out, WorkflowEvent event) throws IOException {
        out.writeStartObject();
        out.writeStringField("runId", event.runId());
        out.writeStringField("state", event.state());
        writeText(out, "eventName", event.eventName());
        writeText(out, "workflowId", event.workflowId());
        writeText(out, "workflowName", event.workflowName());
        writeTime(out, "createdAt", event.createdAt());
        writeInput(out, event.input());
        if (!event.tasks().isEmpty()) {
            out.writeArrayFieldStart("tasks");
            for (WorkflowEvent.Task task : event.tasks()) {
                writeTask(out, task);
            }
            out.writeEndArray();
        }
        DetailsWriter.write(out, event.details());
        writeWarnings(out, event.warnings());
        out.writeEndObject();
    }

    private static void writeTask(JsonGenerator out, WorkflowEvent.Task task) throws IOException {
        out.writeStartObject();
        writeText(out, "type", task.type());
        writeText(out, "name", task.name());
        writeText(out, "jobId", task.jobId());
        writeText(out, "state", task.state());
        writeTime(out, "createdAt", task.createdAt());
        writeTime(out, "startedAt", task.startedAt());
        writeTime(out, "endedAt", task.endedAt());
        writeText(out, "code", task.code());
        writeText(out, "message", task.message());
        writeTemplate(out, task.template());
        DetailsWriter.write(out, task.details());
        out.writeEndObject();
    }

    private static void writeInput(JsonGenerator out, Optional<Event.Input> present) throws IOException {
        if (present.isEmpty()) {
            return;
        }
        Event.Input input = present.get();
        out.writeObjectFieldStart("input");
        writeText(out, "bucket", input.bucket());
        writeText(out, "region", input.region());
        writeText(out, "key", input.key());
        writeText(out, "url", input.url());
        if (!input.headers().isEmpty()) {
            out.writeObjectFieldStart("headers");
            for (Map.Entry<String, List<String>> header : input.headers().entrySet()) {
                out.writeFieldName(header.getKey());
                writeTexts(out, header.getValue());
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void writeOutputs(JsonGenerator out, List<JobEvent.Output> outputs) throws IOException {
        if (outputs.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("outputs");
        for (JobEvent.Output output : outputs) {
            out.writeStartObject();
            writeText(out, "bucket", output.bucket());
            writeText(out, "region", output.region());
            out.writeStringField("key", output.key());
            writeText(out, "md5", output.md5());
            if (output.sprite()) {
                out.writeBooleanField("sprite", true);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeTemplate(JsonGenerator out, Optional<Event.Template> template) throws IOException {
        if (template.isPresent()) {
            out.writeObjectFieldStart("template");
            writeText(out, "id", template.get().id());
            writeText(out, "name", template.get().name());
            out.writeEndObject();
        }
    }

    private static void writeWarnings(JsonGenerator out, Set<Warning> warnings) throws IOException {
        if (!warnings.isEmpty()) {
            out.writeArrayFieldStart("warnings");
            for (Warning warning : warnings) {
                out.writeString(warning.code());
            }
            out.writeEndArray();
        }
    }

    private static void writeTexts(JsonGenerator out, List<String> texts) throws IOException {
        if (texts.size() == 1) {
            out.writeString(texts.getFirst());
            return;
        }
        out.writeStartArray();
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    private static void writeText(JsonGenerator out, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            out.writeStringField(name, text.get());
        }
    }

    private static void writeTime(JsonGenerator out, String name, Optional<SenderTime> time) throws IOException {
        writeText(out, name, time.map(SenderTime::text));
    }

    private static void writeNumber(JsonGenerator out, String name, Optional<SenderNumber> number) throws IOException {
        if (number.isPresent()) {
            out.writeFieldName(name);
            out.writeRawValue(number.get().text());
        }
    }
}
