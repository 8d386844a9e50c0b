package io.jobevents.gateway.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.record.TopicRecord;
import io.jobevents.gateway.record.TopicRecord.Header;
import java.io.IOException;
import java.util.Optional;

/** Writes a record as JSON with its headers, key and value, each up to a limit. */
final class WholeRecord {

    private static final int LONGEST_VALUE = 256 << 10;
    private static final int LONGEST_HEADER = 4 << 10;
    private static final int MOST_HEADERS = 200;

    private WholeRecord() {}

    /** @param quarantine the topic of rejected bodies */
    static JsonBody json(TopicRecord record, String quarantine) {
        return out -> {
            RecordRow.write(out, record, quarantine);
            out.writeArrayFieldStart("headers");
            for (Header header : record.headers().stream().limit(MOST_HEADERS).toList()) {
                write(out, header);
            }
            out.writeEndArray();
            write(out, "key", record.key(), LONGEST_HEADER);
            write(out, "value", record.value(), LONGEST_VALUE);
            if (record.value().filter(value -> value.length > LONGEST_VALUE).isPresent()) {
                out.writeBooleanField("cut", true);
            }
        };
    }

    private static void write(JsonGenerator out, Header header) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", Cut.text(header.name(), LONGEST_HEADER));
        write(out, "value", header.value(), LONGEST_HEADER);
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, String name, Optional<byte[]> bytes, int longest) throws IOException {
        if (bytes.isPresent()) {
            out.writeStringField(name, Cut.utf8(bytes.get(), longest));
        }
    }
}
