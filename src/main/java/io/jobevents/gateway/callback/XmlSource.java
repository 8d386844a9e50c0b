package io.jobevents.gateway.callback;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxParsingException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.deser.FromXmlParser;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML, read by Woodstox and handed on as Jackson's tokens. Elements and attributes are members, prefixes are cut, text
 * beside elements is the member {@link Node#TEXT}.
 */
final class XmlSource {

    /**
     * The prolog of a document, read up to its root.
     *
     * <ul>
     *   <li>{@link Root}: the root's name, and its tokens; the caller closes the parser
     *   <li>{@link Doctype}: a document type declaration, of which nothing has been read
     * </ul>
     */
    sealed interface Opened {
        record Root(String name, JsonParser parser) implements Opened {}

        record Doctype(int line) implements Opened {}
    }

    /** Of one element, and as many namespaces. The sender writes none. */
    private static final int MAX_ATTRIBUTES = 100;

    private static final String ATTRIBUTE_LIMIT = "Attribute limit (" + MAX_ATTRIBUTES + ") exceeded";

    private final XMLInputFactory woodstox;
    private final XmlFactory jackson = jackson();

    /** @param names that documents usually have */
    XmlSource(Set<String> names) {
        this.woodstox = woodstox(names);
    }

    /** @throws XMLStreamException (with a location, which Woodstox leaves out of some) if the prolog is malformed */
    Opened open(String text) throws XMLStreamException, IOException {
        XMLStreamReader reader = woodstox.createXMLStreamReader(new StringReader(text));
        try {
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamConstants.DTD) {
                    return new Opened.Doctype(reader.getLocation().getLineNumber());
                }
            }
        } catch (XMLStreamException e) {
            throw e.getLocation() == null ? new WstxParsingException(e.getMessage(), reader.getLocation()) : e;
        }
        return new Opened.Root(reader.getLocalName(), jackson.createParser(reader));
    }

    /** What Woodstox says of a document that cannot be read, as one of our reasons. */
    static Reason reason(String message) {
        return message.contains(ATTRIBUTE_LIMIT) ? Reason.TOO_MANY_NODES : Reason.MALFORMED_XML;
    }

    /**
     * Document types are not switched off but refused where they begin: with them off, Woodstox would drop a reference
     * to an undeclared entity without a word. Woodstox' own limits are lifted for those of {@link Bounds}, but for that
     * of attributes: it compares those of one element, and all namespaces in scope, one by one.
     */
    private static XMLInputFactory woodstox(Set<String> names) {
        XMLInputFactory factory = new XmlNames.Factory(names);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, Integer.MAX_VALUE);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, Integer.MAX_VALUE);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("External entities are not read");
        });
        return factory;
    }

    private static XmlFactory jackson() {
        XmlFactory factory = XmlFactory.builder()
                .streamReadConstraints(JsonSource.UNCONSTRAINED)
                .disable(FromXmlParser.Feature.PROCESS_XSI_NIL)
                .build();
        factory.setXMLTextElementName(Node.TEXT);
        return factory;
    }
}
