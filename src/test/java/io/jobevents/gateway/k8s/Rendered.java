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

/** What a kustomization comes to: all its objects. */
record Rendered(List<Manifest> manifests) {

    // A key that is there twice is a mistake, of which YAML readers would tell nothing.
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

    Rendered {
        manifests = List.copyOf(manifests);
    }

    /** Reads documents, separated as YAML does. */
    static Rendered of(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return new Rendered(documents.readAll().stream()
                    .filter(document -> document.isObject())
                    .map(Manifest::new)
                    .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No YAML: " + e.getOriginalMessage(), e);
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
