package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The member {@code media} of an event, for {@link EventEncoder}. */
final class MediaWriter {

    private MediaWriter() {}

    static void write(JsonGenerator out, Media media) throws IOException {
        out.writeObjectFieldStart("media");
        if (media.format().isPresent()) {
            out.writeFieldName("format");
            writeElement(out, media.format().get());
        }
        writeElements(out, "video", media.video());
        writeElements(out, "audio", media.audio());
        writeElements(out, "subtitles", media.subtitles());
        out.writeEndObject();
    }

    private static void writeElements(JsonGenerator out, String name, List<Media.Element> elements) throws IOException {
        if (!elements.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (Media.Element element : elements) {
                writeElement(out, element);
            }
            out.writeEndArray();
        }
    }

    /** The details of an element stand among its fields, where their name belongs. */
    private static void writeElement(JsonGenerator out, Media.Element element) throws IOException {
        out.writeStartObject();
        boolean detailsDue = true;
        for (Map.Entry<String, Media.Field> field : element.fields().entrySet()) {
            if (detailsDue && field.getKey().compareTo(DetailsWriter.NAME) > 0) {
                DetailsWriter.write(out, element.details());
                detailsDue = false;
            }
            if (field.getValue().number()) {
                out.writeFieldName(field.getKey());
                out.writeRawValue(field.getValue().text());
            } else {
                out.writeStringField(field.getKey(), field.getValue().text());
            }
        }
        if (detailsDue) {
            DetailsWriter.write(out, element.details());
        }
        out.writeEndObject();
    }
}
