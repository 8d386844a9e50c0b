package io.jobevents.gateway.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Node;
import io.jobevents.gateway.event.RandomCallback.Tree;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes a decoded callback as JSON, as XML if its names are valid there, and as the trees of the tests. */
final class Rewriting {

    /** Names without a colon: a subset of production 4 of Namespaces in XML. */
    private static final Pattern XML_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private Rewriting() {}

    static String json(Callback callback) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            if (callback.moderation().isPresent()) {
                write(json, callback.moderation().get().children());
            } else {
                json.writeStartObject();
                json.writeFieldName(Callback.ENVELOPE); // twice, so a node of that name is not taken as the envelope
                write(json, envelope(callback));
                json.writeEndObject();
            }
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, List<Node> nodes) throws IOException {
        json.writeStartObject();
        for (Node node : nodes) {
            json.writeFieldName(node.name());
            if (node.isLeaf()) {
                json.writeString(node.text());
            } else {
                write(json, node.children());
            }
        }
        json.writeEndObject();
    }

    /** @return empty if XML cannot express the callback */
    static Optional<String> xml(Callback callback) {
        List<Node> envelope = envelope(callback);
        if (callback.moderation().isPresent() || !envelope.stream().allMatch(Rewriting::isElement)) {
            return Optional.empty();
        }
        StringBuilder xml = new StringBuilder("<Response><Response>");
        envelope.forEach(node -> write(xml, node));
        return Optional.of(xml.append("</Response></Response>").toString());
    }

    private static boolean isElement(Node node) {
        List<Node> texts = node.children().stream()
                .filter(child -> child.name().equals(Node.TEXT))
                .toList();
        return XML_NAME.matcher(node.name()).matches()
                && texts.size() <= 1
                && texts.stream().allMatch(Node::isLeaf)
                && node.children().stream()
                        .filter(child -> !texts.contains(child))
                        .allMatch(Rewriting::isElement);
    }

    private static void write(StringBuilder xml, Node node) {
        if (node.name().equals(Node.TEXT)) {
            escape(xml, node.text());
            return;
        }
        xml.append('<').append(node.name()).append('>');
        escape(xml, node.text());
        node.children().forEach(child -> write(xml, child));
        xml.append("</").append(node.name()).append('>');
    }

    private static void escape(StringBuilder xml, String text) {
        text.codePoints().forEach(c -> {
            if (c == '<' || c == '>' || c == '&' || c == '\r') {
                xml.append("&#").append(c).append(';');
            } else {
                xml.appendCodePoint(c);
            }
        });
    }

    private static List<Node> envelope(Callback callback) {
        List<Node> envelope = new ArrayList<>(callback.workflows());
        envelope.addAll(callback.beside());
        envelope.addAll(callback.jobs());
        return envelope;
    }

    static Tree tree(Node node) {
        return new Tree(
                node.name(),
                node.text(),
                node.children().stream().map(Rewriting::tree).toList());
    }
}
