package io.jobevents.gateway.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the warning codes of an event from its JSON with a streaming parser. */
final class EventWarnings {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String MEMBER = "warnings";
    /** Searched in the bytes before they are parsed, since most events have no warnings. */
    private static final TextScan NAME = new TextScan('"' + MEMBER + '"');

    /** Larger values are not parsed. */
    private static final int LARGEST = 1 << 20;
    /** More than the number of codes. */
    private static final int MOST = 20;

    private static final int LONGEST = 64;

    private EventWarnings() {}

    /** The codes in their order; empty if the value is no JSON object or larger than {@link #LARGEST}. */
    static List<String> of(Optional<byte[]> value) {
        return value.filter(bytes -> bytes.length <= LARGEST)
                .filter(NAME::isIn)
                .map(EventWarnings::read)
                .orElse(List.of());
    }

    private static List<String> read(byte[] value) {
        try (JsonParser in = JSON.createParser(value)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return List.of();
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                if (name.equals(MEMBER)) {
                    return codes(in);
                }
                in.skipChildren();
            }
        } catch (IOException foreign) {
            // no JSON: a foreign record
        }
        return List.of();
    }

    private static List<String> codes(JsonParser in) throws IOException {
        List<String> codes = new ArrayList<>();
        if (in.currentToken() == JsonToken.START_ARRAY) {
            while (in.nextToken() == JsonToken.VALUE_STRING && codes.size() < MOST) {
                codes.add(Cut.utf8(
                        in.getText().getBytes(StandardCharsets.UTF_8), LONGEST)); // an unpaired surrogate becomes '?'
            }
        }
        return codes;
    }
}
