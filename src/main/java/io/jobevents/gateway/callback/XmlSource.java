package io.jobevents.gateway.callback;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxParsingException;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.dataformat.xml.XmlNameProcessor;
import com.fasterxml.jackson.dataformat.xml.XmlNameProcessors;
import com.fasterxml.jackson.dataformat.xml.deser.XmlTokenStream;
import java.io.StringReader;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML, read by Woodstox and handed on as the tokens from which Jackson's parser of XML makes those of JSON. The parser itself is
 * left out: it keeps a context for each object, of which nothing here has a use.
 */
final class XmlSource {

    /**
     * The prolog of a document, read up to its root.
     *
     * <ul>
     *   <li>{@link Root}: the tokens, at the root
     *   <li>{@link Doctype}: a document type declaration, of which nothing has been read
     * </ul>
     */
    sealed interface Opened {
        record Root(XmlTokenStream tokens) implements Opened {}

        record Doctype(int line, int offset) implements Opened {}
    }

    /** Of one element, and as many namespaces. The sender writes none. */
    private static final int MAX_ATTRIBUTES = 100;

    private static final String ATTRIBUTE_LIMIT = "Attribute limit (" + MAX_ATTRIBUTES + ") exceeded";

    /** Neither xsi:nil nor empty elements are null. */
    private static final int NO_FEATURES = 0;

    private static final XmlNameProcessor NAMES = XmlNameProcessors.newPassthroughProcessor();

    private final XMLInputFactory woodstox;

    /** @param names that documents usually have */
    XmlSource(Set<String> names) {
        this.woodstox = woodstox(names);
    }

    /** @throws XMLStreamException (with a location, which Woodstox leaves out of some) if the prolog is malformed */
    Opened open(String text) throws XMLStreamException {
        XMLStreamReader reader = woodstox.createXMLStreamReader(new StringReader(text));
        try {
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamConstants.DTD) {
                    return new Opened.Doctype(
                            reader.getLocation().getLineNumber(),
                            reader.getLocation().getCharacterOffset());
                }
            }
        } catch (XMLStreamException e) {
            throw e.getLocation() == null ? new WstxParsingException(e.getMessage(), reader.getLocation()) : e;
        }
        XmlTokenStream tokens = new XmlTokenStream(reader, ContentReference.rawReference(text), NO_FEATURES, NAMES);
        tokens.initialize();
        return new Opened.Root(tokens);
    }

    /** The document as Woodstox gives it, for those who need the places of its nodes. */
    XMLStreamReader read(String text) throws XMLStreamException {
        return woodstox.createXMLStreamReader(new StringReader(text));
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
}
