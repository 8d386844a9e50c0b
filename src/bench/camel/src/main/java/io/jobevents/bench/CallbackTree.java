package io.jobevents.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The gateway's job as Jackson does it: the whole callback becomes a tree, whichever its format, is published as JSON, and has
 * the topic of its job's state and tag.
 */
final class CallbackTree implements Processor {

    private final Topics topics;
    private final ObjectMapper json = new ObjectMapper();
    private final XmlMapper xml = new XmlMapper();

    CallbackTree(Topics topics) {
        this.topics = topics;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        byte[] body = ((Buffer) exchange.getMessage().getBody()).getBytes();
        JsonNode root = (body[0] == '<' ? xml : json).readTree(body);
        JsonNode envelope = root.has("Response") ? root.get("Response") : root;
        JsonNode jobs = envelope.path("JobsDetail");
        JsonNode job = jobs.isArray() ? jobs.path(0) : jobs;
        topics.address(
                exchange.getMessage(),
                job.path("JobId").asText(),
                job.path("State").asText(),
                job.path("Tag").asText());
        exchange.getMessage().setBody(json.writeValueAsBytes(envelope));
    }
}
