package io.jobevents.gateway.document;

import static io.jobevents.gateway.document.Template.text;
import static io.jobevents.gateway.document.Template.texts;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayConfig.Auth;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.event.EventSchema;
import io.jobevents.gateway.record.TagCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The OpenAPI 3.1 document of a gateway: the callback URL, readiness and schemas of the public port, and the console's
 * API of the management port, from a second template whose paths name their server. Each answer lists the reasons of
 * its problems as a closed set.
 */
public final class OpenApi {

    /**
     * The reasons of answers to deliveries that could be neither published nor spooled. All others are refusals of the
     * door.
     */
    private static final List<String> KEPT_NOWHERE =
            List.of("kafka-unavailable", "kafka-refused", "topic-missing", "too-many-waiting");

    private static final String KEPT_NOWHERE_FOR_ITS_SIZE = "record-too-large";

    private OpenApi() {}

    /**
     * The document as JSON.
     *
     * @param port of the callbacks, on this machine
     * @param managementPort of the console
     */
    public static String document(GatewayConfig config, int port, int managementPort, String version) {
        Examples examples = new Examples(config, new TagCatalogue(List.of()));
        JsonNode id = examples.events("snapshot-success.xml").at("/0/headers/ce_id");
        List<String> names = Arrays.stream(EventSchema.values())
                .map(EventSchema::kind)
                .distinct()
                .toList();
        Map<String, JsonNode> values = Map.ofEntries(
                entry("version", text(version)),
                entry("port", Template.NODES.numberNode(port)),
                entry("path", text(config.http().path())),
                entry("security", security(config.http().auth())),
                entry(
                        "max-body-size",
                        Template.NODES.numberNode(config.http().maxBodySize().asLongValue())),
                entry("schema-names", texts(names)),
                entry("xml-callback", text(Examples.text("snapshot-success.xml"))),
                entry("json-callback", Examples.json("snapshot-failed.json")),
                entry("example-ids", Template.NODES.arrayNode().add(id)),
                entry("reasons-callback", rejections()),
                entry("reasons-400", refusals(400)),
                entry("reasons-401", refusals(401)),
                entry("reasons-404", refusals(404)),
                entry("reasons-405", refusals(405)),
                entry("reasons-408", refusals(408)),
                entry("reasons-413", refusals(413).add(KEPT_NOWHERE_FOR_ITS_SIZE)),
                entry("reasons-414", refusals(414)),
                entry("reasons-429", refusals(429)),
                entry("reasons-431", refusals(431)),
                entry("reasons-500", refusals(500)),
                entry("reasons-503-unavailable", unavailable()),
                entry("reasons-503-not-ready", texts(List.of(Refusal.NOT_READY.code()))));
        ObjectNode document = Template.filled("openapi.json", values);
        add(document, console(config, managementPort));
        return Template.written(document);
    }

    private static ObjectNode console(GatewayConfig config, int managementPort) {
        return Template.filled(
                "openapi-console.json",
                Map.of(
                        "management-port",
                        Template.NODES.numberNode(managementPort),
                        "max-body-size",
                        Template.NODES.numberNode(config.http().maxBodySize().asLongValue())));
    }

    /** Merges another part: lists are appended, objects get the missing members. */
    private static void add(ObjectNode whole, ObjectNode part) {
        part.properties().forEach(member -> {
            JsonNode there = whole.get(member.getKey());
            if (there instanceof ObjectNode object && member.getValue() instanceof ObjectNode more) {
                add(object, more);
            } else if (there instanceof ArrayNode list && member.getValue() instanceof ArrayNode more) {
                list.addAll(more);
            } else {
                whole.set(member.getKey(), member.getValue());
            }
        });
    }

    /** The two alternatives to send a secret; empty if none is needed. */
    private static ArrayNode security(Auth auth) {
        ArrayNode ways = Template.NODES.arrayNode();
        if (auth == Auth.TOKEN) {
            for (String scheme : List.of("token", "bearer")) {
                ObjectNode way = ways.addObject();
                way.putArray(scheme);
            }
        }
        return ways;
    }

    private static ArrayNode rejections() {
        return texts(Arrays.stream(Reason.values())
                .filter(reason -> reason != Reason.UNDECODABLE_BYTES) // not a rejection
                .map(Reason::code)
                .toList());
    }

    private static ArrayNode refusals(int status) {
        return texts(codes(status).toList());
    }

    private static ArrayNode unavailable() {
        return texts(Stream.concat(
                        codes(503).filter(code -> !code.equals(Refusal.NOT_READY.code())), KEPT_NOWHERE.stream())
                .toList());
    }

    private static Stream<String> codes(int status) {
        return Arrays.stream(Refusal.values())
                .filter(refusal -> refusal.status() == status)
                .map(Refusal::code);
    }
}
