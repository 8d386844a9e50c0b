package io.jobevents.gateway.callback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.callback.NodeSearch.Span;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds the position of a node in the text of a document, by parsing it again. */
final class NodePlaces {

    private static final JsonFactory JSON = JsonSource.factory();
    private static final XmlSource XML = new XmlSource(Set.of());

    private final String text;
    private final NodeSearch search;

    private NodePlaces(String text, String path) {
        this.text = text;
        this.search = new NodeSearch(path);
    }

    /** The position of the node; also empty if the document is malformed before the end of that node. */
    static Optional<Span> find(Format format, String text, String path) {
        NodePlaces places = new NodePlaces(text, path);
        try {
            switch (format) {
                case XML -> places.readXml();
                case JSON -> places.readJson();
                case NONE -> {}
            }
        } catch (XMLStreamException | IOException e) {
            return places.search.found();
        }
        return places.search.found();
    }

    private void readXml() throws XMLStreamException {
        XMLStreamReader reader = XML.read(text);
        while (search.found().isEmpty() && reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> beginElement(reader);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> search.text(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    int from = reader.getLocation().getCharacterOffset();
                    search.end(text.indexOf('>', from) + 1);
                }
                default -> {}
            }
        }
    }

    private void beginElement(XMLStreamReader reader) {
        int from = reader.getLocation().getCharacterOffset();
        StartTag tag = new StartTag(text, from);
        search.begin(reader.getLocalName(), new Span(from, tag.end()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            Span span = tag.attribute(reader.getAttributeLocalName(i)).orElse(new Span(from, tag.end()));
            search.begin(reader.getAttributeLocalName(i), span);
            search.text(reader.getAttributeValue(i));
            search.end(span.to());
        }
    }

    /** The name of a value and its position; items of a list have no position of a name. */
    private record Name(String name, Optional<Span> span) {}

    private void readJson() throws IOException {
        Deque<Name> lists = new ArrayDeque<>();
        Name name = new Name(Callback.ENVELOPE, Optional.empty());
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonToken token = parser.nextToken();
                    token != null && search.found().isEmpty();
                    token = parser.nextToken()) {
                int from = (int) parser.currentTokenLocation().getCharOffset();
                Name named = name;
                Span span = named.span().orElse(new Span(from, from + 1));
                switch (token) {
                    case FIELD_NAME ->
                        name = new Name(parser.currentName(), Optional.of(new Span(from, endOfString(from))));
                    case START_OBJECT -> {
                        search.begin(named.name(), span);
                        lists.push(named);
                    }
                    case START_ARRAY -> {
                        lists.push(named);
                        name = new Name(named.name(), Optional.empty());
                    }
                    case END_OBJECT -> {
                        search.end(from + 1);
                        name = lists.pop();
                    }
                    case END_ARRAY -> name = lists.pop();
                    case VALUE_NULL, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> {}
                    default -> {
                        search.begin(named.name(), span);
                        search.text(parser.getText());
                        search.end((int) parser.currentLocation().getCharOffset());
                    }
                }
            }
        }
    }

    private int endOfString(int from) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, text.length());
    }
}
