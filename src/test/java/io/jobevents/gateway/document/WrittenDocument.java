package io.jobevents.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A generated document in {@code docs/}; {@code -Ddocuments.write=true} regenerates it. */
final class WrittenDocument {

    private WrittenDocument() {}

    static void holdTrue(String name, String document) {
        Path file = Path.of("docs", name);
        try {
            if (Boolean.getBoolean("documents.write")) {
                Files.writeString(file, document);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(file)
                .content()
                .as("bin/maven test -Dtest='AsyncApiTest,OpenApiTest' -Ddocuments.write=true writes it")
                .isEqualTo(document);
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }
}
