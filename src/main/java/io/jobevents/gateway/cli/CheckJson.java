package io.jobevents.gateway.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.jobevents.gateway.CallbackRecords.Result;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.ResultJson;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.jobevents.gateway.record.EventRecord;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes results as JSON Lines: an object for each event and for each fault. The bytes of events are copied unchanged.
 */
final class CheckJson implements CheckOutput {

    private final JsonFactory json = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private final Writer out;
    private final String prefix;
    private final long maxBodySize;

    CheckJson(Writer out, GatewayConfig config) {
        this.out = out;
        this.prefix = config.topics().prefix();
        this.maxBodySize = config.http().maxBodySize().asLongValue();
    }

    /** Writes the members of an object. */
    @FunctionalInterface
    private interface Members {
        void write(JsonGenerator line) throws IOException;
    }

    @Override
    public void write(Optional<String> file, Result result) throws IOException {
        switch (result) {
            case Result.Probe probe -> writeLine(file, "probe", line -> {});
            case Result.Refused refused -> writeFault(file, "rejected", OptionalInt.empty(), refused.rejection());
            case Result.Parts parts -> {
                for (EventRecord event : parts.events()) {
                    writeEvent(file, event);
                }
                for (RejectedPart part : parts.rejected()) {
                    writeFault(file, "rejected", OptionalInt.of(part.index()), part.rejection());
                }
                if (parts.undecodable().isPresent()) {
                    writeFault(
                            file,
                            "undecodable",
                            OptionalInt.empty(),
                            parts.undecodable().get());
                }
            }
        }
    }

    @Override
    public void writeTooLarge(Optional<String> file) throws IOException {
        writeLine(file, "refused", line -> {
            line.writeStringField("reason", Refusal.BODY_TOO_LARGE.code());
            line.writeStringField("detail", "A callback may have at most " + maxBodySize + " bytes.");
        });
    }

    private void writeEvent(Optional<String> file, EventRecord event) throws IOException {
        writeLine(file, "event", line -> {
            ResultJson.writeEvent(line, prefix, event);
        });
    }

    private void writeFault(Optional<String> file, String outcome, OptionalInt index, Rejection rejection)
            throws IOException {
        writeLine(file, outcome, line -> {
            ResultJson.writeFault(line, index, rejection);
        });
    }

    private void writeLine(Optional<String> file, String outcome, Members members) throws IOException {
        try (JsonGenerator line = json.createGenerator(out)) {
            line.writeStartObject();
            if (file.isPresent()) {
                line.writeStringField("file", file.get());
            }
            line.writeStringField("outcome", outcome);
            members.write(line);
            line.writeEndObject();
        }
        out.write('\n');
    }
}
