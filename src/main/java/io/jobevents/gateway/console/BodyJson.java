package io.jobevents.gateway.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.callback.ReadableBody;
import io.jobevents.gateway.callback.ReadableBody.Spot;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.replay.OpenBody;
import io.jobevents.gateway.replay.OpenFilter;
import io.jobevents.gateway.replay.Verdict;
import java.io.IOException;
import java.util.Optional;

/** Writes quarantined bodies as JSON. */
final class BodyJson {

    private static final int LONGEST = 256;

    private BodyJson() {}

    /** The verdict as it stands in the JSON. */
    static String word(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Sound sound -> "sound";
            case Verdict.AtFault fault -> "at-fault";
            case Verdict.NoCallback noCallback -> "probe";
            case Verdict.UnknownSource unknown -> "unknown-source";
        };
    }

    static void writePlace(JsonGenerator out, Place place) throws IOException {
        out.writeNumberField("partition", place.partition());
        out.writeNumberField("offset", place.offset());
    }

    /** A row of the list. */
    static void writeRow(JsonGenerator out, OpenBody body) throws IOException {
        writePlace(out, body.place());
        out.writeStringField("time", body.receivedAt().toString());
        writeAbout(out, body.reason(), body.source(), body.bytes());
        writeUnlessEmpty(out, "contentType", body.contentType());
        writeUnlessEmpty(out, "detail", body.detail());
    }

    private static void writeAbout(JsonGenerator out, Optional<Reason> reason, String source, long bytes)
            throws IOException {
        out.writeStringField("reason", reason.map(Reason::code).orElse(OpenFilter.OTHER));
        out.writeStringField("source", Quarantine.printable(source, LONGEST));
        out.writeNumberField("bytes", bytes);
    }

    private static void writeUnlessEmpty(JsonGenerator out, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            out.writeStringField(name, text);
        }
    }

    /**
     * Writes a body with its details.
     *
     * @param open whether the body is open; empty if unknown
     * @param now the result of decoding it now; empty if its source is not configured
     */
    static void write(JsonGenerator out, Body body, Optional<Boolean> open, Optional<ResultView> now, String prefix)
            throws IOException {
        writePlace(out, body.place());
        writeUnlessEmpty(out, "key", Quarantine.printable(body.key(), LONGEST));
        out.writeStringField("time", body.receivedAt().toString());
        writeAbout(out, body.reason(), body.source(), body.body().length);
        writeUnlessEmpty(
                out, "contentType", Quarantine.printable(body.contentType().orElse(""), LONGEST));
        writeUnlessEmpty(out, "detail", body.detail());
        Optional<Spot> place = now.flatMap(ResultView::place);
        String text = now.map(ResultView::body)
                .orElseGet(() -> ReadableBody.of(body.body(), body.contentType()))
                .text();
        Excerpt excerpt = Excerpt.of(text, place);
        out.writeStringField("body", excerpt.text());
        out.writeObjectFieldStart("bodyStart");
        out.writeNumberField("line", excerpt.line());
        out.writeNumberField("column", excerpt.column());
        out.writeEndObject();
        out.writeBooleanField("cut", excerpt.cut());
        if (open.isPresent()) {
            out.writeBooleanField("open", open.get());
        }
        out.writeObjectFieldStart("now");
        if (now.isPresent()) {
            out.writeStringField("verdict", word(Verdict.of(now.get().result())));
            now.get().write(out, prefix);
        } else {
            out.writeStringField("verdict", word(new Verdict.UnknownSource(body.source())));
        }
        out.writeEndObject();
        if (place.isPresent()) {
            ResultView.write(out, place.get());
        }
    }
}
