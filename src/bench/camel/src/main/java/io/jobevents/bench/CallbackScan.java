package io.jobevents.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The least that can be done: finds a job's id, state and tag by StAX or Jackson's stream, looks no further, and lets the body
 * be published as it is, whole or not.
 */
final class CallbackScan implements Processor {

    /** Where the three stand: {@code Response/JobsDetail/…}, or in JSON also without {@code Response} and in an array. */
    private static final String JOB = "JobsDetail";

    private final Topics topics;
    private final XMLInputFactory xml = XMLInputFactory.newInstance();
    private final JsonFactory json = new JsonFactory();

    CallbackScan(Topics topics) {
        this.topics = topics;
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        xml.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    /** The values found so far. */
    private static final class Found {
        private String id = "";
        private String state = "";
        private String tag = "";

        boolean isOfInterest(String name) {
            return name.equals("JobId") || name.equals("State") || name.equals("Tag");
        }

        void add(String name, String text) {
            switch (name) {
                case "JobId" -> id = text;
                case "State" -> state = text;
                default -> tag = text;
            }
        }

        boolean isWhole() {
            return !id.isEmpty() && !state.isEmpty() && !tag.isEmpty();
        }
    }

    @Override
    public void process(Exchange exchange) throws IOException, XMLStreamException {
        Message message = exchange.getMessage();
        byte[] body = ((Buffer) message.getBody()).getBytes();
        Found found = body[0] == '<' ? inXml(body) : inJson(body);
        topics.address(message, found.id, found.state, found.tag);
        message.setBody(body);
    }

    private Found inXml(byte[] body) throws XMLStreamException {
        Found found = new Found();
        XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(body));
        int depth = 0;
        int job = -1;
        while (reader.hasNext() && !found.isWhole()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String name = reader.getLocalName();
                if (job < 0 && name.equals(JOB)) {
                    job = depth;
                } else if (depth == job + 1 && found.isOfInterest(name)) {
                    found.add(name, reader.getElementText());
                    depth--;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        reader.close();
        return found;
    }

    private Found inJson(byte[] body) throws IOException {
        Found found = new Found();
        try (JsonParser parser = json.createParser(body)) {
            int depth = 0;
            int job = -1;
            for (JsonToken token = parser.nextToken(); token != null && !found.isWhole(); token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    depth++;
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                } else if (token == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    if (job < 0 && name.equals(JOB)) {
                        job = depth + 1;
                    } else if (depth == job && found.isOfInterest(name)) {
                        parser.nextToken();
                        found.add(name, parser.getText());
                    }
                }
            }
        }
        return found;
    }
}
