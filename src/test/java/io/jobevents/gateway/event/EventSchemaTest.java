package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of {@link EventSchema}. The schemas are also written to a folder for {@code .ci/schemas}. */
class EventSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path WRITTEN = Path.of("target", "schemas");

    @ParameterizedTest
    @EnumSource
    void document_hasAnIdBelowTheBase(EventSchema schema) {
        assertThat(schema.document("https://events.example/schemas"))
                .contains("\"$id\": \"https://events.example/schemas/" + schema.path() + "\"")
                .doesNotContain("urn:jobevents:schemas");
        assertThat(schema.document("urn:x")).contains("\"title\": \"" + schema.title() + "\"");
        assertThat(EventSchema.at(schema.path())).contains(schema);
    }

    /** All else is equal, and there are no recursive references. */
    @ParameterizedTest
    @EnumSource
    void flatDocument_allowsAnyObjectAsDetails(EventSchema schema) throws Exception {
        ObjectNode expected = (ObjectNode) JSON.readTree(schema.document("https://events.example/schemas"));
        expected.put("$id", "https://events.example/schemas/flat/" + schema.path());
        ObjectNode definitions = (ObjectNode) expected.get("$defs");
        definitions.remove("detail");
        ((ObjectNode) definitions.get("details")).remove("additionalProperties");

        String flat = schema.flatDocument("https://events.example/schemas");

        assertThat(JSON.readTree(flat)).isEqualTo(expected);
        assertThat(flat).doesNotContain("#/$defs/detail\"");
        assertThat(definitions.get("details").findValues("$ref")).isEmpty();
        assertThat(schema.flatPath()).isEqualTo("flat/" + schema.path());
    }

    @ParameterizedTest
    @EnumSource
    void documents_areWrittenForGenerators(EventSchema schema) throws Exception {
        write(schema.path(), schema.document("urn:jobevents:schemas"));
        write(schema.flatPath(), schema.flatDocument("urn:jobevents:schemas"));

        assertThat(WRITTEN.resolve(schema.flatPath() + ".json")).isNotEmptyFile();
    }

    private static void write(String path, String document) throws IOException {
        Path file = WRITTEN.resolve(path + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, document);
    }

    @Test
    void path_hasKindAndMajorVersion() {
        assertThat(EventSchema.JOB_EVENT.path()).isEqualTo("job-event/1");
        assertThat(EventSchema.WORKFLOW_EVENT.path()).isEqualTo("workflow-event/1");
        assertThat(EventSchema.at("job-event/2")).isEmpty();
        assertThat(EventSchema.at("../application.properties")).isEmpty();
    }
}
