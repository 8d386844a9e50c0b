package io.jobevents.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.ProjectVersion;
import io.jobevents.gateway.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tests of the OpenAPI document. Tests of the HTTP interface compare answers with it. */
final class OpenApiTest {

    @Test
    void document_equalsTheOneInDocs() {
        WrittenDocument.holdTrue(
                "openapi.json", OpenApi.document(DeployedSettings.config(Map.of()), 8080, 9000, ProjectVersion.get()));
    }

    @Test
    void settings_areInIt() {
        JsonNode document = document(Map.of(
                "GATEWAY_HTTP_PATH", "/ci/in",
                "GATEWAY_HTTP_AUTH", "none",
                "GATEWAY_HTTP_MAX_BODY_SIZE", "2K"));

        assertThat(document.get("paths").properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(path -> !path.startsWith("/console/")))
                .containsExactly(
                        "/ci/in", "/ready", "/schemas", "/schemas/{name}/{version}", "/schemas/flat/{name}/{version}");
        assertThat(document.at("/paths/~1ci~1in/post/security")).isEmpty();
        assertThat(document.at("/paths/~1ci~1in/post/requestBody/description").textValue())
                .isEqualTo("At most 2048 bytes.");
        assertThat(document(Map.of()).at("/paths/~1callbacks/post/security").toString())
                .isEqualTo("[{\"token\":[]},{\"bearer\":[]}]");
    }

    @Test
    void refusals_areInIt_withTheirStatus() {
        JsonNode document = document(Map.of());

        Set<String> reasons = new TreeSet<>();
        document.findValues("enum").forEach(words -> words.forEach(word -> reasons.add(word.asText())));
        assertThat(reasons)
                .containsAll(Arrays.stream(Refusal.values()).map(Refusal::code).toList());
        assertThat(document.at("/paths/~1callbacks/post/responses").properties().stream()
                        .map(Map.Entry::getKey))
                .containsExactly("200", "400", "401", "405", "408", "413", "414", "429", "431", "500", "503");
    }

    @Test
    void console_isOnTheManagementPort() {
        JsonNode document = document(Map.of("GATEWAY_HTTP_MAX_BODY_SIZE", "2K"));

        List<Map.Entry<String, JsonNode>> paths = document.get("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/console/"))
                .toList();
        assertThat(paths)
                .hasSize(14)
                .allSatisfy(path -> assertThat(path.getValue()
                                .at("/servers/0/variables/origin/default")
                                .textValue())
                        .isEqualTo("http://localhost:9000"));
        assertThat(document.at("/paths/~1console~1api~1check/post/requestBody/description")
                        .textValue())
                .isEqualTo("A callback; at most 2048 bytes.");
        assertThat(document.get("tags")).hasSize(4);
    }

    @Test
    void references_resolve() {
        JsonNode document = document(Map.of());
        List<JsonNode> references = document.findValues("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.textValue().substring(1)))
                        .as(reference.textValue())
                        .isNotEmpty());
        assertThat(document.toString()).doesNotContain("{{");
    }

    @Test
    void secrets_areNotInIt() {
        String secret = "planted-s3cret-0123456789";

        assertThat(document(Map.of(
                                "GATEWAY_HTTP_TOKENS", secret,
                                "GATEWAY_SOURCES_MEDIA_TOKENS", secret + "a",
                                "GATEWAY_SOURCES_DOCS_TOKENS_FILE", "/run/" + secret))
                        .toString())
                .doesNotContain("s3cret", "media", "/run/");
    }

    private static JsonNode document(Map<String, String> environment) {
        return WrittenDocument.json(OpenApi.document(DeployedSettings.config(environment), 8080, 9000, "1.0"));
    }
}
