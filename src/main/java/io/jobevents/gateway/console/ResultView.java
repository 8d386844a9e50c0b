package io.jobevents.gateway.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.CallbackRecords.Result;
import io.jobevents.gateway.ResultJson;
import io.jobevents.gateway.callback.ReadableBody;
import io.jobevents.gateway.callback.ReadableBody.Spot;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.jobevents.gateway.record.EventRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of decoding a body, as JSON: its events, and its faults with their places in the text.
 *
 * @param body the text of the body
 */
record ResultView(Result result, ReadableBody body) {

    /** The most bytes of all events; the values beyond are left out and marked as cut. */
    private static final int MOST_BYTES = 1 << 20;

    /** A fault of the body or of a part of it. */
    private record Fault(OptionalInt index, Rejection rejection) {}

    List<EventRecord> events() {
        return result instanceof Result.Parts parts ? parts.events() : List.of();
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        switch (result) {
            case Result.Probe probe -> {}
            case Result.Refused refused -> faults.add(new Fault(OptionalInt.empty(), refused.rejection()));
            case Result.Parts parts -> {
                for (RejectedPart part : parts.rejected()) {
                    faults.add(new Fault(OptionalInt.of(part.index()), part.rejection()));
                }
                parts.undecodable().ifPresent(where -> faults.add(new Fault(OptionalInt.empty(), where)));
            }
        }
        return faults;
    }

    /** The outcome of a check, as it stands in the JSON. */
    String outcome() {
        boolean hasFaults = !faults().isEmpty();
        if (result instanceof Result.Probe) {
            return "probe";
        }
        return events().isEmpty() ? "rejected" : hasFaults ? "mixed" : "published";
    }

    /** The first place of a fault. */
    Optional<Spot> place() {
        return faults().stream().flatMap(fault -> place(fault).stream()).findFirst();
    }

    private Optional<Spot> place(Fault fault) {
        return fault.rejection().place().flatMap(body::find);
    }

    /**
     * Writes events and faults.
     *
     * @param prefix the prefix of topics
     */
    void write(JsonGenerator out, String prefix) throws IOException {
        out.writeArrayFieldStart("events");
        long left = MOST_BYTES;
        for (EventRecord event : events()) {
            out.writeStartObject();
            left -= event.value().length;
            if (left >= 0) {
                ResultJson.writeEvent(out, prefix, event);
            } else {
                ResultJson.writeEnvelope(out, prefix, event);
                out.writeBooleanField("cut", true);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("faults");
        for (Fault fault : faults()) {
            out.writeStartObject();
            ResultJson.writeFault(out, fault.index(), fault.rejection());
            Optional<Spot> place = place(fault);
            if (place.isPresent()) {
                write(out, place.get());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static void write(JsonGenerator out, Spot place) throws IOException {
        out.writeObjectFieldStart("place");
        out.writeNumberField("line", place.line());
        out.writeNumberField("column", place.column());
        out.writeNumberField("length", place.length());
        out.writeEndObject();
    }
}
