package io.jobevents.gateway.document;

import static io.jobevents.gateway.document.Template.text;
import static io.jobevents.gateway.document.Template.texts;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.TopicSettings;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.event.EventState;
import io.jobevents.gateway.event.ModerationKind;
import io.jobevents.gateway.event.Ruling;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The AsyncAPI 3.0 document of a gateway: its topics, their messages, and the brokers. It depends only on the settings,
 * so it is the same with and without a running gateway.
 */
public final class AsyncApi {

    private AsyncApi() {}

    /** The document as JSON. Takes tens of milliseconds. */
    public static String document(GatewayConfig config, Brokers brokers, String version) {
        TagCatalogue catalogue = new TagCatalogue(config.topics().extraTags().orElse(List.of()));
        Examples examples = new Examples(config, catalogue);
        Servers servers = new Servers(brokers);
        ObjectNode schemas = Template.NODES.objectNode();
        PayloadSchemas.addTo(schemas);
        schemas.setAll((ObjectNode) Template.resource("asyncapi-schemas.json"));
        String prefix = config.topics().prefix();
        Map<String, JsonNode> values = Map.ofEntries(
                entry("version", text(version)),
                entry("creation", text(creation(config.topics().create()))),
                entry("prefix", text(prefix)),
                entry("base-uri", text(config.schemas().baseUri())),
                entry("servers", servers.servers()),
                entry("security-schemes", servers.securitySchemes()),
                entry("event-topic", topic(config, prefix + ".events")),
                entry("quarantine-topic", topic(config, TopicSettings.quarantine(config))),
                entry("states", texts(Route.STATES)),
                entry("tags", texts(catalogue.parts())),
                entry("rulings", words(Ruling.values(), Ruling::word)),
                entry("kinds", words(ModerationKind.values(), ModerationKind::word)),
                entry("job-types", words(EventState.values(), state -> "io.jobevents.job." + state.word())),
                entry("workflow-types", words(EventState.values(), state -> "io.jobevents.workflow." + state.word())),
                entry("moderation-types", words(Ruling.values(), ruling -> "io.jobevents.moderation." + ruling.word())),
                entry("reasons", words(Reason.values(), Reason::code)),
                entry("resolvers", words(Quarantine.Resolver.values(), Quarantine.Resolver::word)),
                entry("job-examples", examples.events("snapshot-success.xml", "snapshot-failed.json")),
                entry("workflow-examples", examples.events("workflow-one-task.xml")),
                entry("moderation-examples", examples.events("moderation-text-block.json")),
                entry("rejected-examples", examples.rejected("one-job-invalid.xml")),
                entry("resolution-examples", examples.resolutions()),
                entry("schemas", schemas));
        return Template.written(Template.filled("asyncapi.json", values));
    }

    private static String creation(GatewayConfig.Create create) {
        return switch (create) {
            case NONE -> "This gateway creates no topics: those that are missing are replaced as each channel says.";
            case ON_DEMAND -> "This gateway creates a topic when a record needs one.";
            case STARTUP -> "This gateway creates all topics when it starts.";
        };
    }

    private static <T> ArrayNode words(T[] values, Function<T, String> word) {
        return texts(Arrays.stream(values).map(word).toList());
    }

    /** The topic as AsyncAPI's Kafka binding, with the settings of a topic that the gateway creates. */
    private static ObjectNode topic(GatewayConfig config, String topic) {
        TopicSettings settings = TopicSettings.of(config, topic, Optional.empty());
        ObjectNode binding = Template.NODES.objectNode();
        binding.put("partitions", settings.partitions());
        binding.put("replicas", settings.replicas());
        ObjectNode configuration = binding.putObject("topicConfiguration");
        settings.configs().forEach((key, value) -> {
            if (key.equals("cleanup.policy")) {
                configuration.set(key, texts(List.of(value.split(","))));
            } else {
                configuration.put(key, Long.parseLong(value));
            }
        });
        binding.put("bindingVersion", "0.5.0");
        return binding;
    }
}
