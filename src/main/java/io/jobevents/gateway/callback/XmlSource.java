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
 * Reads XML with Woodstox and Jackson's token stream for XML. Jackson's XML parser on top of it is not used, since it
 * keeps a context for each object that is not needed here.
 */
final class XmlSource {

    /**
     * The prolog of a document, read up to its root.
     *
     * <ul>
     *   <li>{@link Root}: the tokens, at the root
     *   <li>{@link Doctype}: a document type declaration, whose content has not been read
     * </ul>
     */
    sealed interface Opened {
        record Root(XmlTokenStream tokens) implements Opened {}

        record Doctype(int line, int offset) implements Opened {}
    }

    /** The most attributes of one element, and the most namespaces. The sender uses neither. */
    private static final int MAX_ATTRIBUTES = 100;

    private static final String ATTRIBUTE_LIMIT = "Attribute limit (" + MAX_ATTRIBUTES + ") exceeded";

    /** No feature of Jackson's: xsi:nil and empty elements are not null. */
    private static final int NO_FEATURES = 0;

    private static final XmlNameProcessor NAMES = XmlNameProcessors.newPassthroughProcessor();

    private final XMLInputFactory woodstox;

    /** @param names the usual names in documents */
    XmlSource(Set<String> names) {
        this.woodstox = woodstox(names);
    }

    /** @throws XMLStreamException if the prolog is malformed; always with a location, which Woodstox omits in some */
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

    /** Woodstox' reader of the document, for the positions of its nodes. */
    XMLStreamReader read(String text) throws XMLStreamException {
        return woodstox.createXMLStreamReader(new StringReader(text));
    }

    /** The reason of the rejection for a message of Woodstox. */
    static Reason reason(String message) {
        return message.contains(ATTRIBUTE_LIMIT) ? Reason.TOO_MANY_NODES : Reason.MALFORMED_XML;
    }

    /**
     * Support for DTDs stays on and {@link #open} rejects them: with it off, Woodstox silently drops references to
     * undeclared entities. {@link Bounds} replaces Woodstox' limits, except that of attributes, since Woodstox compares
     * the attributes of an element, and all namespaces in scope, one by one.
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
