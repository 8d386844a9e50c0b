package io.jobevents.gateway.callback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.xml.deser.XmlTokenStream;
import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.callback.TreeBuilder.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;

/**
 * Decodes the bytes of a body to a callback. XML and JSON are read with the same builder, so that later steps handle
 * one structure. Malformed documents are not repaired but rejected with line and column.
 *
 * <p>Time and memory are bounded by the size of the body and by {@link Bounds}. Thread-safe.
 */
public final class CallbackDecoder {

    /** The messages of test documents that consoles post before they save a URL, in lower case. */
    private static final Set<String> PROBES = Set.of("probe", "test request when setting callback url");

    /** The trace id of the test document for moderation, which otherwise looks like a result. */
    private static final String PROBE_ID = "test_trace_id";

    private static final int MAX_QUOTE = 160;

    private final Bounds bounds;
    private final JsonFactory json = JsonSource.factory();
    private final XmlSource xml;

    /** @param names the usual names of nodes; they only affect the speed */
    public CallbackDecoder(Bounds bounds, Set<String> names) {
        this.bounds = bounds;
        this.xml = new XmlSource(names);
    }

    /**
     * Decodes a body. Invalid content is a result, never an exception.
     *
     * @param contentType as received; used only for the charset of a body that is not UTF-8
     */
    public Decoded decode(byte[] body, Optional<String> contentType) {
        return switch (BodyText.of(body, contentType)) {
            case BodyText.Blank() -> new Decoded.Probe(Format.NONE);
            case BodyText.Illegible(Format format, Rejection rejection) -> new Decoded.Refused(format, rejection);
            case BodyText.Legible text ->
                switch (text.format()) {
                    case XML -> decodeXml(text);
                    case JSON -> decodeJson(text);
                    case NONE -> throw new IllegalStateException("Text that can be read is XML or JSON");
                };
        };
    }

    private Decoded decodeJson(BodyText.Legible body) {
        boolean escaped = body.text().indexOf('\\') >= 0;
        try (JsonParser parser = json.createParser(body.text())) {
            return envelope(body, new JsonReading(parser, bounds, escaped).read());
        } catch (JsonProcessingException e) {
            return malformed(body, Reason.MALFORMED_JSON, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory", e);
        }
    }

    private Decoded decodeXml(BodyText.Legible body) {
        try {
            return switch (xml.open(body.text())) {
                case XmlSource.Opened.Doctype(int line, int offset) ->
                    refused(
                            body,
                            Reason.DOCTYPE_FORBIDDEN,
                            "The document type declaration at line " + (line + body.skippedLines()) + " is not taken.",
                            Optional.of(new FaultPlace.AtCharacter(offset)));
                case XmlSource.Opened.Root(XmlTokenStream tokens) -> decodeXml(body, new XmlReading(tokens, bounds));
            };
        } catch (XMLStreamException e) {
            Location at = e.getLocation();
            return malformed(body, e, at.getLineNumber(), at.getColumnNumber(), at.getCharacterOffset());
        }
    }

    private Decoded decodeXml(BodyText.Legible body, XmlReading reading) {
        try {
            return envelope(body, reading.read());
        } catch (XMLStreamException e) {
            JsonLocation at = reading.location();
            return malformed(body, e, at.getLineNr(), at.getColumnNr(), at.getCharOffset());
        }
    }

    private Decoded envelope(BodyText.Legible body, Tree tree) {
        return switch (tree) {
            case Tree.OverBounds(Rejection rejection) -> new Decoded.Refused(body.format(), rejection);
            case Tree.Built(Optional<Node> root, boolean replaced) ->
                root.map(found -> open(body, found, body.replaced() || replaced))
                        .orElseGet(() -> unknown(body, "it is empty"));
        };
    }

    /** Separates the nodes of the envelope, in any of its published forms. */
    private Decoded open(BodyText.Legible body, Node root, boolean replaced) {
        List<Node> jobs = new ArrayList<>();
        List<Node> workflows = new ArrayList<>();
        List<Node> beside = new ArrayList<>();
        for (Node node : side(root)) {
            switch (node.name()) {
                case Callback.JOB -> jobs.add(node);
                case Callback.WORKFLOW -> workflows.add(node);
                default -> beside.add(node);
            }
        }
        if (!jobs.isEmpty() || !workflows.isEmpty()) {
            return new Decoded.Document(new Callback(
                    body.format(), jobs, workflows, Optional.empty(), beside, replaced, body.undecodable()));
        }
        if (body.format() == Format.JSON && isProbe(root)) {
            return new Decoded.Probe(Format.JSON);
        }
        if (body.format() == Format.JSON && isSimpleModeration(root)) {
            return new Decoded.Document(new Callback(
                    Format.JSON, List.of(), List.of(), Optional.of(root), List.of(), replaced, body.undecodable()));
        }
        return unknown(body, "it has neither JobsDetail nor WorkflowExecution, and is no result of moderation");
    }

    private static List<Node> side(Node root) {
        if (!root.name().equals(Callback.ENVELOPE)) {
            return List.of(root);
        }
        List<Node> side = new ArrayList<>();
        for (Node node : root.children()) {
            if (node.name().equals(Callback.ENVELOPE) && !node.isLeaf()) {
                side.addAll(node.children());
            } else {
                side.add(node);
            }
        }
        return side;
    }

    private static boolean isProbe(Node root) {
        boolean said = root.firstText("message")
                .filter(text -> PROBES.contains(text.toLowerCase(Locale.ROOT)))
                .isPresent();
        return said
                || root.first(Callback.SIMPLE)
                        .flatMap(data -> data.firstText("trace_id"))
                        .filter(PROBE_ID::equals)
                        .isPresent();
    }

    /** Whether there is exactly one object {@code data}, with a trace id or with a result and a URL. */
    private static boolean isSimpleModeration(Node root) {
        List<Node> all = root.children().stream()
                .filter(node -> node.name().equals(Callback.SIMPLE))
                .toList();
        if (all.size() != 1) {
            return false;
        }
        Node data = all.getFirst();
        return data.first("trace_id").isPresent()
                || data.first("result").isPresent() && data.first("url").isPresent();
    }

    private static Decoded unknown(BodyText.Legible body, String why) {
        return refused(body, Reason.UNKNOWN_CALLBACK, "The document is no callback: " + why + ".", Optional.empty());
    }

    private static Decoded malformed(BodyText.Legible body, XMLStreamException e, int line, int column, long offset) {
        String message = String.valueOf(e.getMessage());
        return malformed(body, XmlSource.reason(message), line, column, offset, message);
    }

    private static Decoded malformed(BodyText.Legible body, Reason reason, JsonProcessingException e) {
        JsonLocation at = Optional.ofNullable(e.getLocation()).orElse(JsonLocation.NA);
        return malformed(body, reason, at.getLineNr(), at.getColumnNr(), at.getCharOffset(), e.getOriginalMessage());
    }

    private static Decoded malformed(
            BodyText.Legible body, Reason reason, int line, int column, long offset, String message) {
        String firstLine = message.lines().findFirst().orElse("").replaceFirst("\\s*\\(start marker at .*", "");
        String quote = firstLine.length() <= MAX_QUOTE ? firstLine : firstLine.substring(0, MAX_QUOTE) + "…";
        // The parser's quote and the cut may split a surrogate pair, which cannot be encoded.
        String what = Characters.replaceIllegal(quote);
        return refused(
                body,
                reason,
                "Not well-formed at line " + (line + body.skippedLines()) + ", column " + column + ": " + what,
                Optional.of(new FaultPlace.AtCharacter(offset)));
    }

    private static Decoded refused(BodyText.Legible body, Reason reason, String detail, Optional<FaultPlace> place) {
        return new Decoded.Refused(body.format(), new Rejection(reason, detail, place));
    }
}
