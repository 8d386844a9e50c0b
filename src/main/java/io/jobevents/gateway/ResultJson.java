package io.jobevents.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.record.EventRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Writes events and rejections as members of a JSON object, for the console and {@code check}. */
public final class ResultJson {

    private ResultJson() {}

    /**
     * Writes topic, key, headers and event. The bytes of the event are copied unchanged.
     *
     * @param prefix of the topics
     */
    public static void writeEvent(JsonGenerator out, String prefix, EventRecord event) throws IOException {
        writeEnvelope(out, prefix, event);
        out.writeFieldName("event");
        out.writeRawValue(new String(event.value(), StandardCharsets.UTF_8));
    }

    /** Writes topic, key and headers. */
    public static void writeEnvelope(JsonGenerator out, String prefix, EventRecord event) throws IOException {
        out.writeStringField("topic", prefix + "." + event.route().topic());
        out.writeStringField("key", event.key());
        out.writeObjectFieldStart("headers");
        for (EventRecord.Header header : event.headers()) {
            out.writeStringField(header.name(), header.value());
        }
        out.writeEndObject();
    }

    /** Writes reason and detail, and the index of the part if a part was rejected. */
    public static void writeFault(JsonGenerator out, OptionalInt index, Rejection rejection) throws IOException {
        if (index.isPresent()) {
            out.writeNumberField("index", index.getAsInt());
        }
        out.writeStringField("reason", rejection.reason().code());
        out.writeStringField("detail", rejection.detail());
    }
}
