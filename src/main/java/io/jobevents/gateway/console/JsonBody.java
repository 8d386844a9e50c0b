package io.jobevents.gateway.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the JSON object of an answer or of a stream's event. */
@FunctionalInterface
interface JsonBody {

    JsonFactory JSON = new JsonFactory();

    /** Writes the members, without the braces. */
    void members(JsonGenerator out) throws IOException;

    /** The object in UTF-8, on one line. */
    default byte[] bytes() {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(512);
                JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            members(out);
            out.writeEndObject();
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory", e);
        }
    }
}
