package io.jobevents.gateway.console;

import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.record.TopicRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record with the values that filters compare. Each value is computed on first use. For one thread. */
final class Candidate {

    private final TopicRecord record;
    private final Topics topics;
    private @Nullable RecordFacts facts;
    private @Nullable List<String> warnings;
    private @Nullable RecordRow row;

    /**
     * The names of topics that depend on the configuration.
     *
     * @param quarantine the topic of rejected bodies
     */
    record Topics(String quarantine, TagCatalogue catalogue) {}

    Candidate(TopicRecord record, Topics topics) {
        this.record = record;
        this.topics = topics;
    }

    TopicRecord record() {
        return record;
    }

    RecordFacts facts() {
        if (facts == null) {
            facts = new RecordFacts(record, topics.quarantine());
        }
        return facts;
    }

    /** The warning codes of an event; empty for other records. */
    List<String> warnings() {
        if (warnings == null) {
            warnings = facts().kind().isEvent() ? EventWarnings.of(record.value()) : List.of();
        }
        return warnings;
    }

    /** The part of a topic name that belongs to the tag of a job. */
    Optional<String> tagPart() {
        return facts().kind() == RecordFacts.Kind.JOB
                ? Optional.of(topics.catalogue().part(facts().tag()))
                : Optional.empty();
    }

    /** Replaces the row by one that says that the record cannot be shown. */
    void unreadable(RuntimeException fault) {
        row = RecordRow.unreadable(record, topics.quarantine(), fault);
    }

    /** Returns the same row on each call. */
    RecordRow row() {
        if (row == null) {
            row = RecordRow.of(record, topics.quarantine());
        }
        return row;
    }
}
