package io.jobevents.gateway.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks the fields of objects against the models of Kubernetes, Prometheus' operator and Strimzi. Faults are unknown fields, which
 * Kubernetes would drop silently, wrong types, unknown values of enumerations, and missing required fields.
 *
 * <p>Sources: the OpenAPI document of Kubernetes and the operator, with unknown fields forbidden; Strimzi's model classes, read
 * strictly.
 */
final class Models {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);
    private static final String REF = "#/definitions/";

    /** The prefix of definitions in the document, by API group. */
    private static final Map<String, String> PACKAGES = Map.of(
            "", "io.k8s.api.core.",
            "apps", "io.k8s.api.apps.",
            "autoscaling", "io.k8s.api.autoscaling.",
            "batch", "io.k8s.api.batch.",
            "networking.k8s.io", "io.k8s.api.networking.",
            "policy", "io.k8s.api.policy.",
            "monitoring.coreos.com", "com.coreos.monitoring.");

    /** Strimzi serves this version since 0.49, and only this one after 0.51. */
    private static final String STRIMZI = "kafka.strimzi.io/v1";

    private static final Map<String, Class<?>> STRIMZI_KINDS =
            Map.of("KafkaTopic", KafkaTopic.class, "KafkaUser", KafkaUser.class);

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new WithoutAnySetters())
            .build();

    private final JsonNode definitions;
    private final Map<String, Schema> schemas = new HashMap<>();

    Models() {
        try (InputStream document = Models.class.getResourceAsStream("/openshift-generated.json")) {
            definitions = JSON.readTree(Objects.requireNonNull(document)).path("definitions");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> faults(Rendered rendered) {
        return rendered.manifests().stream()
                .flatMap(manifest -> faults(manifest).stream().map(fault -> manifest.title() + ": " + fault))
                .toList();
    }

    private List<String> faults(Manifest manifest) {
        if (manifest.apiVersion().equals(STRIMZI) && STRIMZI_KINDS.containsKey(manifest.kind())) {
            return strimziFaults(manifest);
        }
        return definition(manifest)
                .map(
                        name -> schemas
                                .computeIfAbsent(name, this::schema)
                                .validate(manifest.json().toString(), InputFormat.JSON)
                                .stream()
                                .map(Object::toString)
                                .toList())
                .orElseGet(
                        () -> List.of("no model of kind " + manifest.kind() + " in version " + manifest.apiVersion()));
    }

    private static List<String> strimziFaults(Manifest manifest) {
        try {
            Object read = STRICT.treeToValue(manifest.json(), STRIMZI_KINDS.get(manifest.kind()));
            JsonNode kept = STRICT.valueToTree(read);
            // Strimzi reads an unknown operation as null.
            return kept.path("spec").equals(manifest.at("/spec"))
                    ? List.of()
                    : List.of("is read as " + kept.path("spec"));
        } catch (JsonProcessingException | RuntimeException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> definition(Manifest manifest) {
        String[] parts = ("/" + manifest.apiVersion()).split("/");
        String group = parts.length == 3 ? parts[1] : "";
        String name = PACKAGES.get(group) + parts[parts.length - 1] + "." + manifest.kind();
        return Optional.of(name).filter(definitions::has);
    }

    /** The definition and all referenced ones, with unknown fields forbidden. */
    private Schema schema(String root) {
        ObjectNode document = JSON.createObjectNode().put("$ref", REF + root);
        ObjectNode used = document.putObject("definitions");
        Deque<String> wanted = new ArrayDeque<>(List.of(root));
        while (!wanted.isEmpty()) {
            String name = wanted.pop();
            if (!used.has(name)) {
                JsonNode definition =
                        used.set(name, definitions.path(name).deepCopy()).path(name);
                close(definition);
                definition.findValuesAsText("$ref").forEach(reference -> wanted.add(reference.substring(REF.length())));
            }
        }
        // The document allows only texts here; Kubernetes also takes numbers.
        loosen(used, "io.k8s.apimachinery.pkg.util.intstr.IntOrString", "integer");
        loosen(used, "io.k8s.apimachinery.pkg.api.resource.Quantity", "number");
        return REGISTRY.getSchema(document.toString());
    }

    private static void loosen(ObjectNode definitions, String name, String type) {
        if (definitions.has(name)) {
            definitions.putObject(name).putArray("type").add("string").add(type);
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Models::close);
    }

    /** Ignores the any-setters of Strimzi's classes, which accept unknown fields. */
    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}
