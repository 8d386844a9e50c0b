package io.jobevents.gateway.callback;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.dataformat.xml.deser.XmlTokenStream;
import io.jobevents.gateway.callback.TreeBuilder.Tree;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * One reading of an XML document: the tokens of Jackson's token stream become nodes. Elements and attributes are
 * members, prefixes are removed, text beside elements is the member {@link Node#TEXT}.
 */
final class XmlReading {

    private static final Optional<Rejection> NO_BOUND = Optional.empty();

    private final XmlTokenStream tokens;
    private final TreeBuilder tree;
    /** Whether an element has begun whose node is not opened yet, since it may be a leaf. */
    private boolean begun;

    /** @param tokens positioned at the root */
    XmlReading(XmlTokenStream tokens, Bounds bounds) {
        this.tokens = tokens;
        this.tree = new TreeBuilder(tokens.getLocalName(), bounds, false, tokens::getCurrentLocation);
    }

    /** The present location. */
    JsonLocation location() {
        return tokens.getCurrentLocation();
    }

    /**
     * Reads to the end of the document, so that content after the root is detected.
     *
     * @throws XMLStreamException if the document is malformed
     */
    Tree read() throws XMLStreamException {
        Optional<Rejection> passed = tree.open();
        while (passed.isEmpty()) {
            int token = tokens.next();
            if (token == XmlTokenStream.XML_END) {
                return tree.built();
            }
            passed = take(token);
        }
        return new Tree.OverBounds(passed.get());
    }

    private Optional<Rejection> take(int token) throws XMLStreamException {
        return switch (token) {
            case XmlTokenStream.XML_START_ELEMENT -> begin();
            case XmlTokenStream.XML_END_ELEMENT -> end();
            case XmlTokenStream.XML_ATTRIBUTE_NAME -> nameAttribute();
            case XmlTokenStream.XML_ATTRIBUTE_VALUE -> tree.text(tokens.getText());
            case XmlTokenStream.XML_TEXT -> begun ? textOfElement(tokens.getText()) : textBeside(tokens.getText());
            default -> throw new IllegalStateException("XML text does not give the token " + token);
        };
    }

    private Optional<Rejection> begin() {
        Optional<Rejection> passed = begun ? tree.open() : NO_BOUND;
        tree.name(tokens.getLocalName());
        begun = true;
        return passed;
    }

    private Optional<Rejection> end() {
        if (begun) {
            begun = false;
            return tree.none();
        }
        tree.close();
        return NO_BOUND;
    }

    private Optional<Rejection> nameAttribute() {
        Optional<Rejection> passed = begun ? tree.open() : NO_BOUND;
        begun = false;
        tree.name(tokens.getLocalName());
        return passed;
    }

    /** Adds the first text of an element, which is its whole content unless another element follows. */
    private Optional<Rejection> textOfElement(String text) throws XMLStreamException {
        if (tokens.next() == XmlTokenStream.XML_END_ELEMENT) {
            begun = false;
            return tree.text(text);
        }
        Optional<Rejection> passed = tree.open().or(() -> textBeside(text));
        begun = false;
        return passed.or(this::begin);
    }

    private Optional<Rejection> textBeside(String text) {
        if (text.trim().isEmpty()) {
            return NO_BOUND;
        }
        tree.name(Node.TEXT);
        return tree.text(text);
    }
}
