package io.jobevents.gateway.tools.k8s;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.TopicSettings;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The main class of {@code bin/strimzi-topics}: prints all topics of the gateway as Strimzi's KafkaTopics, with the
 * settings that the gateway would create them with. Reads the gateway's settings (prefix, extra tags) from the
 * environment.
 */
public final class StrimziTopics {

    private StrimziTopics() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = new TreeMap<>(System.getenv());
        environment.keySet().removeIf(name -> !name.startsWith("GATEWAY_"));
        System.out.print(yaml(DeployedSettings.config(environment)));
    }

    public static String yaml(GatewayConfig config) {
        StringBuilder yaml = new StringBuilder("""
                # Written by bin/strimzi-topics, which knows the tags; do not edit. Each topic as the gateway itself would create it:
                # three replicas, of which two have a record before it is acknowledged, and room for the largest record (4 times
                # gateway.http.max-body-size). Rejected bodies are kept for 14 days.
                """);
        TagCatalogue catalogue = new TagCatalogue(config.topics().extraTags().orElse(List.of()));
        Route.all(catalogue).forEach(topic -> yaml.append(topic(config, topic)));
        return yaml.toString();
    }

    private static String topic(GatewayConfig config, String topic) {
        String name = config.topics().prefix() + "." + topic;
        TopicSettings settings = TopicSettings.of(config, name, Optional.empty());
        StringBuilder configs = new StringBuilder();
        settings.configs().forEach((key, value) -> configs.append("    " + key + ": " + value + "\n"));
        List<String> lines = Arrays.asList(
                "---",
                "apiVersion: kafka.strimzi.io/v1",
                "kind: KafkaTopic",
                "metadata:",
                "  name: " + name,
                "  labels:",
                "    strimzi.io/cluster: kafka",
                "spec:",
                "  partitions: " + settings.partitions(),
                "  replicas: " + settings.replicas(),
                "  config:");
        return String.join("\n", lines) + "\n" + configs;
    }
}
