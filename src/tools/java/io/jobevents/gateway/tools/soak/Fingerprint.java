package io.jobevents.gateway.tools.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The part of an id that depends on the value: the SHA-256 of the value, in moderation events without the queries of
 * evidence URLs. Computed by the rules of the contract, without the gateway's code.
 */
public final class Fingerprint {

    private static final Pattern EVIDENCE = Pattern.compile("/findings/\\d+/url|/details/(.*/)?Url(/\\d+)*");

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private Fingerprint() {}

    /** The key of a rejected body in the quarantine topic. */
    public static String ofBody(byte[] body) {
        return Answer.sha256(body);
    }

    /** @param schema the {@code ce_dataschema} of the record */
    public static String of(String schema, byte[] value) {
        if (!schema.endsWith("/moderation-event/1")) {
            return Answer.sha256(value);
        }
        try {
            return Answer.sha256(withoutQueries(value));
        } catch (IOException noJson) {
            return Answer.sha256(value);
        }
    }

    private static byte[] withoutQueries(byte[] value) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(value.length);
        try (JsonParser parser = JSON.createParser(new String(value, UTF_8));
                JsonGenerator out = JSON.createGenerator(copy)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case VALUE_STRING -> out.writeString(text(parser));
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(parser.getText());
                    default -> out.copyCurrentEvent(parser);
                }
            }
        }
        return copy.toByteArray();
    }

    private static String text(JsonParser parser) throws IOException {
        String text = parser.getText();
        int query = text.indexOf('?');
        boolean cut = query >= 0
                && EVIDENCE.matcher(parser.getParsingContext().pathAsPointer().toString())
                        .matches();
        return cut ? text.substring(0, query) : text;
    }
}
