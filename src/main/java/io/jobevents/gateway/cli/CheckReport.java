package io.jobevents.gateway.cli;

import io.jobevents.gateway.CallbackRecords.Result;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.Route;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/** Writes results as plain text for people: the records as they would be published, and the faults. */
final class CheckReport implements CheckOutput {

    private static final int LABEL_WIDTH = 13;

    private final Writer out;
    private final boolean several;
    private final String prefix;
    private final long maxBodySize;
    private boolean separates;

    /** @param several whether to print the name of each body */
    CheckReport(Writer out, boolean several, GatewayConfig config) {
        this.out = out;
        this.several = several;
        this.prefix = config.topics().prefix();
        this.maxBodySize = config.http().maxBodySize().asLongValue();
    }

    @Override
    public void write(Optional<String> file, Result result) throws IOException {
        beginBody(file);
        switch (result) {
            case Result.Probe probe -> {
                beginBlock();
                writeLine("probe", "A test of the URL, answered 200; nothing is published.");
            }
            case Result.Refused refused -> {
                writeRejected("", refused.rejection());
                writeQuarantine("The body goes to ", "; nothing is published.");
            }
            case Result.Parts parts -> writeParts(parts);
        }
    }

    @Override
    public void writeTooLarge(Optional<String> file) throws IOException {
        beginBody(file);
        beginBlock();
        writeLine("refused", Refusal.BODY_TOO_LARGE.code());
        writeLine("", "A callback may have at most " + maxBodySize + " bytes (gateway.http.max-body-size).");
        writeLine("", "The answer would be " + Refusal.BODY_TOO_LARGE.status() + ", and the body would not be kept.");
    }

    private void writeParts(Result.Parts parts) throws IOException {
        for (EventRecord event : parts.events()) {
            writeEvent(event);
        }
        for (RejectedPart part : parts.rejected()) {
            writeRejected("part " + part.index() + ": ", part.rejection());
        }
        if (parts.undecodable().isPresent()) {
            beginBlock();
            writeLine("undecodable", parts.undecodable().get().detail());
        }
        if (parts.events().isEmpty()) {
            writeQuarantine("The body goes to ", "; nothing is published.");
        } else if (!parts.rejected().isEmpty()) {
            writeQuarantine("The whole body goes to ", "; the other parts are published.");
        } else if (parts.undecodable().isPresent()) {
            writeQuarantine("The body goes to ", " beside its events.");
        }
    }

    private void writeEvent(EventRecord event) throws IOException {
        beginBlock();
        writeLine("topic", topic(event.route()));
        writeLine("key", event.key());
        int width = event.headers().stream()
                .mapToInt(header -> header.name().length())
                .max()
                .orElse(0);
        String label = "headers";
        for (Header header : event.headers()) {
            writeLine(label, header.name() + " ".repeat(width - header.name().length() + 2) + header.value());
            label = "";
        }
        IndentedJson.write(event.value(), out);
        List<String> warnings = IndentedJson.texts(event.value(), "warnings");
        if (!warnings.isEmpty()) {
            writeLine("warnings", String.join(", ", warnings));
        }
    }

    private void writeRejected(String part, Rejection rejection) throws IOException {
        beginBlock();
        writeLine("rejected", part + rejection.reason().code());
        writeLine("", rejection.detail());
    }

    private void writeQuarantine(String before, String after) throws IOException {
        writeLine("quarantine", before + topic(Route.QUARANTINE) + after);
    }

    private String topic(Route route) {
        return prefix + "." + route.topic();
    }

    private void beginBody(Optional<String> file) throws IOException {
        if (several) {
            beginBlock();
            out.write("==> " + TerminalWriter.inLine(file.orElse("standard input")) + " <==\n");
            separates = false;
        }
    }

    /** Separates blocks by a blank line, except below a name. */
    private void beginBlock() throws IOException {
        out.write(separates ? "\n" : "");
        separates = true;
    }

    private void writeLine(String label, String text) throws IOException {
        out.write(label + " ".repeat(LABEL_WIDTH - label.length()) + TerminalWriter.inLine(text) + "\n");
    }
}
