package io.jobevents.gateway.spool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jobevents.gateway.record.EventRecord.Header;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Converts the headers of a record to one JSON object in their order, which is readable in the database. */
final class HeadersJson {

    private static final JsonFactory JSON = new JsonFactory();

    private HeadersJson() {}

    static String write(List<Header> headers) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            for (Header header : headers) {
                out.writeStringField(header.name(), header.value());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory", e);
        }
        return text.toString();
    }

    static List<Header> read(String text) {
        List<Header> headers = new ArrayList<>();
        try (JsonParser in = JSON.createParser(text)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                headers.add(new Header(name, in.nextTextValue()));
            }
            return headers;
        } catch (IOException e) {
            throw new UncheckedIOException("The headers of a spooled record are no JSON object", e);
        }
    }
}
