package io.jobevents.gateway.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.record.TopicRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list of records, as JSON. It is encoded once for all viewers: on first use, or at once for a large record,
 * so that the record need not be kept. The row of a record that cannot be shown has its place, its time and a sentence.
 * Thread-safe.
 */
final class RecordRow {

    /** The most bytes of key, headers and value that are kept until the row is encoded. */
    private static final int KEPT = 4 << 10;

    private static final int LONGEST = 512;
    private static final String UNREADABLE = "This record cannot be shown; see the gateway's log.";

    private final String quarantine;
    private @Nullable TopicRecord record;
    private @Nullable String json;

    private RecordRow(TopicRecord record, String quarantine) {
        this.record = record;
        this.quarantine = quarantine;
    }

    /** @param quarantine the topic of rejected bodies */
    static RecordRow of(TopicRecord record, String quarantine) {
        RecordRow row = new RecordRow(record, quarantine);
        try {
            if (record.size() > KEPT) {
                row.json();
            }
            return row;
        } catch (RuntimeException fault) {
            return unreadable(record, quarantine, fault);
        }
    }

    /** The row of a record that cannot be shown. Logs the fault. */
    static RecordRow unreadable(TopicRecord record, String quarantine, RuntimeException fault) {
        OddRecords.failed(record.place(), fault);
        RecordRow row = new RecordRow(record, quarantine);
        row.json = text(out -> {
            writePlace(out, record);
            out.writeStringField("kind", RecordFacts.Kind.OTHER.word());
            out.writeStringField("detail", UNREADABLE);
        });
        row.record = null;
        return row;
    }

    /** The row as a JSON object. */
    synchronized String json() {
        if (json == null) {
            TopicRecord known = Objects.requireNonNull(record);
            json = json(known);
            record = null;
        }
        return json;
    }

    private String json(TopicRecord known) {
        try {
            return text(out -> write(out, known, quarantine));
        } catch (RuntimeException fault) {
            return unreadable(known, quarantine, fault).json();
        }
    }

    private static String text(JsonBody members) {
        return new String(members.bytes(), StandardCharsets.UTF_8);
    }

    /** The stream event of rows. */
    static JsonBody records(List<RecordRow> rows, long skipped) {
        return out -> {
            out.writeArrayFieldStart("records");
            for (RecordRow row : rows) {
                out.writeRawValue(row.json());
            }
            out.writeEndArray();
            out.writeNumberField("skipped", skipped);
        };
    }

    /** Writes the members of a row, without the empty ones. */
    static void write(JsonGenerator out, TopicRecord record, String quarantine) throws IOException {
        RecordFacts facts = new RecordFacts(record, quarantine);
        writePlace(out, record);
        out.writeStringField("kind", facts.kind().word());
        write(out, "source", facts.source());
        write(out, "state", facts.state());
        write(out, "tag", facts.tag());
        write(out, "moderation", facts.moderation());
        write(out, "verdict", facts.verdict());
        write(out, "label", facts.label());
        write(out, "id", facts.id());
        write(out, "subject", facts.subject());
        write(out, "reason", facts.reason());
        write(out, "detail", facts.detail());
        List<String> warnings = facts.kind().isEvent() ? EventWarnings.of(record.value()) : List.of();
        if (!warnings.isEmpty()) {
            out.writeArrayFieldStart("warnings");
            for (String warning : warnings) {
                out.writeString(warning);
            }
            out.writeEndArray();
        }
        out.writeNumberField("bytes", record.value().map(value -> value.length).orElse(0));
    }

    private static void writePlace(JsonGenerator out, TopicRecord record) throws IOException {
        out.writeStringField("topic", record.place().topic());
        out.writeNumberField("partition", record.place().partition());
        out.writeNumberField("offset", record.place().offset());
        out.writeStringField("time", record.time().toString());
    }

    private static void write(JsonGenerator out, String name, Optional<String> value) throws IOException {
        if (value.isPresent() && !value.get().isEmpty()) {
            out.writeStringField(name, Cut.text(value.get(), LONGEST));
        }
    }
}
