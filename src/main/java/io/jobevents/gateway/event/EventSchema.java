package io.jobevents.gateway.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The JSON Schemas (2020-12) of the events, one per kind and major version. Within a version only optional members are
 * added.
 */
public enum EventSchema {
    JOB_EVENT("job-event", 1, "Job event"),
    WORKFLOW_EVENT("workflow-event", 1, "Workflow event"),
    MODERATION_EVENT("moderation-event", 1, "Moderation event");

    /** What the path of a flat one begins with. */
    private static final String FLAT = "flat/";
    /** What the identifiers of the packaged schemas begin with. */
    public static final String PACKAGED_BASE = "urn:jobevents:schemas";

    /** What a node of the callback may be in the details, which are in it again: the only recursion. */
    private static final Pattern DETAIL = Pattern.compile("\n    \"detail\": \\{.*?\n    },", Pattern.DOTALL);

    private static final Pattern OF_DETAILS =
            Pattern.compile(",\\s*\"additionalProperties\": \\{ \"\\$ref\": \"#/\\$defs/detail\" }");

    private final String kind;
    private final int version;
    private final String title;

    EventSchema(String kind, int version, String title) {
        this.kind = kind;
        this.version = version;
        this.title = title;
    }

    /** The kind of event, such as {@code job-event}. */
    public String kind() {
        return kind;
    }

    /** The major version. */
    public int version() {
        return version;
    }

    /** The kind in words, as in the schema itself. */
    public String title() {
        return title;
    }

    /** Kind and major version, such as {@code job-event/1}: the end of {@code ce_dataschema} and of the address. */
    public String path() {
        return kind + "/" + version;
    }

    /** The path of the same schema for generators of code that know no recursion. */
    public String flatPath() {
        return FLAT + path();
    }

    public static Optional<EventSchema> at(String path) {
        for (EventSchema schema : values()) {
            if (schema.path().equals(path)) {
                return Optional.of(schema);
            }
        }
        return Optional.empty();
    }

    /** The schema document, identified by the base that {@code ce_dataschema} has. */
    public String document(String base) {
        try (InputStream packaged = EventSchema.class.getResourceAsStream("/schemas/" + path() + ".json")) {
            if (packaged == null) {
                throw new IllegalStateException("The schema " + path() + " is not packaged");
            }
            String document = new String(packaged.readAllBytes(), StandardCharsets.UTF_8);
            return document.replace("\"" + PACKAGED_BASE + "/", "\"" + base + "/");
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the packaged schema " + path(), e);
        }
    }

    /** The schema document with details that are an object and no more. It takes every event that the other one takes. */
    public String flatDocument(String base) {
        String document =
                document(base).replace("\"" + base + "/" + path() + "\"", "\"" + base + "/" + flatPath() + "\"");
        return OF_DETAILS.matcher(DETAIL.matcher(document).replaceFirst("")).replaceFirst("");
    }
}
