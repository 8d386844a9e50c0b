package io.jobevents.gateway.k8s;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All objects of a rendered kustomization. */
record Rendered(List<Manifest> manifests) {

    // Duplicate keys are an error, which YAML readers ignore by default.
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

    Rendered {
        manifests = List.copyOf(manifests);
    }

    /**
     * Reads YAML documents.
     *
     * @throws IllegalArgumentException if the text is not valid YAML
     */
    static Rendered of(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return new Rendered(documents.readAll().stream()
                    .filter(document -> document.isObject())
                    .map(Manifest::new)
                    .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Manifest> of(List<String> kinds) {
        return manifests.stream().filter(manifest -> kinds.contains(manifest.kind()));
    }

    Optional<Manifest> find(String kind, String name) {
        return of(List.of(kind))
                .filter(manifest -> manifest.name().equals(name))
                .findFirst();
    }

    Stream<Manifest.Pod> pods() {
        return manifests.stream().flatMap(manifest -> manifest.pod().stream());
    }
}
