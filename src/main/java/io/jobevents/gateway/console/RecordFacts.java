package io.jobevents.gateway.console;

import io.jobevents.gateway.event.EventState;
import io.jobevents.gateway.record.TopicRecord;
import io.jobevents.gateway.record.TopicRecord.Header;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a record that its topic and headers contain. Words of closed sets are spelled as in topics and types,
 * words of the sender as written. The values are untrusted, since any producer may have written the record.
 */
final class RecordFacts {

    /** The kind of a record, from its topic and its type. */
    enum Kind {
        JOB,
        WORKFLOW,
        MODERATION,
        REJECTED,
        /** A tombstone on the quarantine topic. */
        RESOLVED,
        OTHER;

        private final String word = name().toLowerCase(Locale.ROOT);

        String word() {
            return word;
        }

        boolean isEvent() {
            return this == JOB || this == WORKFLOW || this == MODERATION;
        }
    }

    private static final String DEFAULT_SOURCE = "default";
    private static final String TYPE = "io.jobevents.";
    private static final String JOB = TYPE + "job.";
    private static final String WORKFLOW = TYPE + "workflow.";
    private static final String MODERATION = TYPE + "moderation.";

    private final Kind kind;
    private @Nullable String type;
    private @Nullable String origin;
    private @Nullable String jobTag;
    private @Nullable String jobState;
    private @Nullable String moderation;
    private @Nullable String verdict;
    private @Nullable String label;
    private @Nullable String id;
    private @Nullable String subject;
    private @Nullable String reason;
    private @Nullable String detail;

    /** @param quarantine the topic of rejected bodies */
    RecordFacts(TopicRecord record, String quarantine) {
        for (Header header : record.headers()) {
            take(header);
        }
        this.kind = record.place().topic().equals(quarantine)
                ? record.value().isPresent() ? Kind.REJECTED : Kind.RESOLVED
                : kind(type == null ? "" : type);
    }

    /** Keeps the last of several headers of one name, like Kafka's {@code Headers#lastHeader}. */
    private void take(Header header) {
        switch (header.name()) {
            case "ce_type" -> type = header.text();
            case "ce_origin" -> origin = header.text();
            case "ce_jobtag" -> jobTag = header.text();
            case "ce_jobstate" -> jobState = header.text();
            case "ce_kind" -> moderation = header.text();
            case "ce_verdict" -> verdict = header.text();
            case "ce_label" -> label = header.text();
            case "ce_id" -> id = header.text();
            case "ce_subject" -> subject = header.text();
            case "reason" -> reason = header.text();
            case "detail" -> detail = header.text();
            default -> {
                // not shown in lists
            }
        }
    }

    private static Kind kind(String type) {
        if (type.startsWith(JOB)) {
            return Kind.JOB;
        }
        if (type.startsWith(WORKFLOW)) {
            return Kind.WORKFLOW;
        }
        return type.startsWith(MODERATION) ? Kind.MODERATION : Kind.OTHER;
    }

    Kind kind() {
        return kind;
    }

    /** The name of the source; the default source for a record of the gateway without that header. */
    Optional<String> source() {
        return Optional.ofNullable(origin)
                .or(() -> kind == Kind.OTHER ? Optional.empty() : Optional.of(DEFAULT_SOURCE));
    }

    /** The state as in types, such as {@code failed}; for a moderation, that of its job. */
    Optional<String> state() {
        return switch (kind) {
            case JOB -> Optional.ofNullable(type).map(word -> word.substring(JOB.length()));
            case WORKFLOW -> Optional.ofNullable(type).map(word -> word.substring(WORKFLOW.length()));
            case MODERATION ->
                Optional.ofNullable(jobState).map(word -> EventState.of(word).word());
            case REJECTED, RESOLVED, OTHER -> Optional.empty();
        };
    }

    /** The tag as the sender wrote it. */
    Optional<String> tag() {
        return Optional.ofNullable(jobTag);
    }

    Optional<String> moderation() {
        return Optional.ofNullable(moderation);
    }

    Optional<String> verdict() {
        return Optional.ofNullable(verdict);
    }

    Optional<String> label() {
        return Optional.ofNullable(label);
    }

    Optional<String> id() {
        return Optional.ofNullable(id);
    }

    Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** The reason why a body was rejected. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    Optional<String> detail() {
        return Optional.ofNullable(detail);
    }
}
