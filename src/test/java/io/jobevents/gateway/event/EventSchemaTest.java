package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packaged schemas by their path. */
class EventSchemaTest {

    @ParameterizedTest
    @EnumSource
    void document_isIdentifiedByTheBase(EventSchema schema) {
        assertThat(schema.document("https://events.example/schemas"))
                .contains("\"$id\": \"https://events.example/schemas/" + schema.path() + "\"")
                .doesNotContain("urn:jobevents:schemas");
        assertThat(EventSchema.at(schema.path())).contains(schema);
    }

    @Test
    void path_namesKindAndMajorVersion() {
        assertThat(EventSchema.JOB_EVENT.path()).isEqualTo("job-event/1");
        assertThat(EventSchema.WORKFLOW_EVENT.path()).isEqualTo("workflow-event/1");
        assertThat(EventSchema.at("job-event/2")).isEmpty();
        assertThat(EventSchema.at("../application.properties")).isEmpty();
    }
}
