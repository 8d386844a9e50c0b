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
 * Parses bodies without keeping anything, with the gateway's XML and JSON parsers: the minimal cost of reading a body.
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
     * Whether the body is well-formed XML or JSON.
     *
     * @param body not empty, and without leading white space
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
