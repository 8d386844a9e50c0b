package io.jobevents.gateway.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A rendered Kubernetes object. */
record Manifest(JsonNode json) {

    /** JSON pointer to the pod template, by kind of object. */
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

    /** Kind and name, such as {@code Service/kafka}. */
    String title() {
        return kind() + "/" + name();
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** The elements of a list; empty if there is no list. */
    Stream<JsonNode> each(String pointer) {
        return each(at(pointer));
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The pods that this object creates. */
    Optional<Pod> pod() {
        if (kind().equals("Pod")) {
            return Optional.of(new Pod(this, json));
        }
        return Optional.ofNullable(TEMPLATES.get(kind())).map(pointer -> new Pod(this, at(pointer)));
    }

    /** The members of an object of texts. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** The pods of an owner, by their template. */
    record Pod(Manifest owner, JsonNode template) {

        JsonNode spec() {
            return template.path("spec");
        }

        Map<String, String> labels() {
            return texts(template.at("/metadata/labels"));
        }

        /** Containers and init containers. */
        List<JsonNode> containers() {
            return Stream.of("initContainers", "containers")
                    .flatMap(list -> each(spec().path(list)))
                    .toList();
        }

        /** The containers that run the gateway's image, in any mode. */
        List<JsonNode> gateways() {
            return containers().stream()
                    .filter(container -> container.path("image").asText().matches("(.*/)?job-event-gateway([:@].*)?"))
                    .toList();
        }

        /** Whether a label selector matches these pods; an empty one matches all. */
        boolean isSelectedBy(JsonNode matchLabels) {
            return labels().entrySet().containsAll(texts(matchLabels).entrySet());
        }

        /** The names of the containers' ports. */
        List<String> ports() {
            return containers().stream()
                    .flatMap(container -> each(container.path("ports")))
                    .map(port -> port.path("name").asText())
                    .toList();
        }
    }
}
