package io.jobevents.gateway.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The JSON Schemas (2020-12) of the events, one per kind and major version. Within a version only optional members are
 * added.
 */
public enum EventSchema {
    JOB_EVENT("job-event/1"),
    WORKFLOW_EVENT("workflow-event/1"),
    MODERATION_EVENT("moderation-event/1");

    /** What the identifiers of the packaged schemas begin with. */
    private static final String PACKAGED_BASE = "urn:jobevents:schemas";

    private final String path;

    EventSchema(String path) {
        this.path = path;
    }

    /** Kind and major version, such as {@code job-event/1}: the end of {@code ce_dataschema} and of the address. */
    public String path() {
        return path;
    }

    public static Optional<EventSchema> at(String path) {
        for (EventSchema schema : values()) {
            if (schema.path.equals(path)) {
                return Optional.of(schema);
            }
        }
        return Optional.empty();
    }

    /** The schema document, identified by the base that {@code ce_dataschema} has. */
    public String document(String base) {
        try (InputStream packaged = EventSchema.class.getResourceAsStream("/schemas/" + path + ".json")) {
            if (packaged == null) {
                throw new IllegalStateException("The schema " + path + " is not packaged");
            }
            String document = new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
            return document.replace("\"" + PACKAGED_BASE + "/", "\"" + base + "/");
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the packaged schema " + path, e);
        }
    }
}
