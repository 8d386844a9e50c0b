package io.jobevents.gateway.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Indents the value of an event for people; members keep their order, and numbers their spelling. */
final class IndentedJson {

    /**
     * Without Jackson's own limits, since events are bounded, and without a table of names, since senders choose them.
     */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private static final DefaultIndenter INDENTATION = new DefaultIndenter("  ", "\n");

    private static final Separators SEPARATORS =
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);

    private IndentedJson() {}

    static void write(byte[] value, Writer out) throws IOException {
        try (JsonParser in = JSON.createParser(value);
                JsonGenerator indented = JSON.createGenerator(out)) {
            indented.setPrettyPrinter(printer());
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token.isNumeric()) {
                    indented.writeNumber(in.getText()); // as text, to keep the spelling
                } else {
                    indented.copyCurrentEvent(in);
                }
            }
        }
        out.write('\n');
    }

    /** A new printer for each value, since it has the depth as its state. */
    private static PrettyPrinter printer() {
        return new DefaultPrettyPrinter(SEPARATORS)
                .withObjectIndenter(INDENTATION)
                .withArrayIndenter(INDENTATION);
    }

    /** The texts of a list that is a member of the root. */
    static List<String> texts(byte[] value, String member) throws IOException {
        List<String> texts = new ArrayList<>();
        try (JsonParser in = JSON.createParser(value)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = in.currentName().equals(member);
                in.nextToken();
                if (found) {
                    while (in.nextToken() == JsonToken.VALUE_STRING) {
                        texts.add(in.getText());
                    }
                } else {
                    in.skipChildren();
                }
            }
        }
        return texts;
    }
}
