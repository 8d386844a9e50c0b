package io.jobevents.gateway.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One Kubernetes object, as it would be applied. */
record Manifest(JsonNode json) {

    /** Where a pod's template stands in objects of these kinds. */
    private static final Map<String, String> TEMPLATES = Map.of(
            "StatefulSet", "/spec/template",
            "Deployment", "/spec/template",
            "Job", "/spec/template",
            "CronJob", "/spec/jobTemplate/spec/template",
            "DaemonSet", "/spec/template",
            "ReplicaSet", "/spec/template");

    String apiVersion() {
        return json.path("apiVersion").asText();
    }

    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    /** As in {@code Service/kafka}. */
    String title() {
        return kind() + "/" + name();
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** The elements of a list, none where there is no list. */
    Stream<JsonNode> each(String pointer) {
        return each(at(pointer));
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The pods that this object makes. */
    Optional<Pod> pod() {
        if (kind().equals("Pod")) {
            return Optional.of(new Pod(this, json));
        }
        return Optional.ofNullable(TEMPLATES.get(kind())).map(pointer -> new Pod(this, at(pointer)));
    }

    /** The texts of an object whose values are texts. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** Pods of one owner. */
    record Pod(Manifest owner, JsonNode template) {

        JsonNode spec() {
            return template.path("spec");
        }

        Map<String, String> labels() {
            return texts(template.at("/metadata/labels"));
        }

        /** Those that run, and those that run before. */
        List<JsonNode> containers() {
            return Stream.of("initContainers", "containers")
                    .flatMap(list -> each(spec().path(list)))
                    .toList();
        }

        /** The containers that run the program: the gateway itself, or one of its modes. */
        List<JsonNode> gateways() {
            return containers().stream()
                    .filter(container -> container.path("image").asText().matches("(.*/)?job-event-gateway([:@].*)?"))
                    .toList();
        }

        /** Whether a selector of labels means these pods; one without labels means all. */
        boolean isSelectedBy(JsonNode matchLabels) {
            return labels().entrySet().containsAll(texts(matchLabels).entrySet());
        }

        /** The ports that containers name. */
        List<String> ports() {
            return containers().stream()
                    .flatMap(container -> each(container.path("ports")))
                    .map(port -> port.path("name").asText())
                    .toList();
        }
    }
}
