package io.jobevents.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Encodes the JSON object of an answer. */
final class JsonBody {

    private static final JsonFactory JSON = new JsonFactory();

    /** Writes the members of the object. */
    @FunctionalInterface
    interface Members {
        void write(JsonGenerator out) throws IOException;
    }

    private JsonBody() {}

    static Buffer of(Members members) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(JSON._getBufferRecycler());
        try (bytes;
                JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            members.write(out);
            out.writeEndObject();
            out.flush();
            return Buffer.buffer(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("Encoding JSON in memory", e);
        } finally {
            bytes.release();
        }
    }
}
