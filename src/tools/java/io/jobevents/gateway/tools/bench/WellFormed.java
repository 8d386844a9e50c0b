package io.jobevents.gateway.tools.bench;

import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The least that reading a body takes: from end to end, by the gateway's own parsers of XML and JSON, with nothing kept.
 * Thread-safe.
 */
final class WellFormed {

    private final XMLInputFactory xml = new WstxInputFactory();
    private final JsonFactory json = new JsonFactory();

    WellFormed() {
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    }

    /**
     * Whether the body is XML or JSON, and well-formed.
     *
     * @param body not empty, and without blanks before its first character
     */
    boolean is(byte[] body) {
        try {
            if (body[0] == '<') {
                readXml(body);
            } else {
                readJson(body);
            }
            return true;
        } catch (XMLStreamException | IOException malformed) {
            return false;
        }
    }

    private void readXml(byte[] body) throws XMLStreamException {
        XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(body));
        while (reader.hasNext()) {
            reader.next();
        }
        reader.close();
    }

    private void readJson(byte[] body) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
        }
    }
}
