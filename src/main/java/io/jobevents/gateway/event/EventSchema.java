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

    /** The prefix of the paths of flat schemas. */
    private static final String FLAT = "flat/";
    /** The base of the identifiers in the packaged schemas. */
    public static final String PACKAGED_BASE = "urn:jobevents:schemas";

    /** The definition of a node in the details, the only recursive one. */
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

    /** The title of the schema. */
    public String title() {
        return title;
    }

    /** Kind and major version, such as {@code job-event/1}: the end of {@code ce_dataschema} and of the address. */
    public String path() {
        return kind + "/" + version;
    }

    /** The path of the flat schema, for code generators that do not support recursion. */
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

    /** The schema document with the base of {@code ce_dataschema} in its identifiers. */
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

    /** The schema document in which details are any object. It accepts every event that {@link #document} accepts. */
    public String flatDocument(String base) {
        String document =
                document(base).replace("\"" + base + "/" + path() + "\"", "\"" + base + "/" + flatPath() + "\"");
        return OF_DETAILS.matcher(DETAIL.matcher(document).replaceFirst("")).replaceFirst("");
    }
}
