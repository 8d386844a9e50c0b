package io.jobevents.gateway.console;

import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.record.TopicRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record that somebody may want to see. What filters ask is read out of it once, and only if they ask. For one thread. */
final class Candidate {

    private final TopicRecord record;
    private final Topics topics;
    private @Nullable RecordFacts facts;
    private @Nullable List<String> warnings;
    private @Nullable RecordRow row;

    /**
     * What the gateway knows of its topics.
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

    /** The codes in the value of an event. */
    List<String> warnings() {
        if (warnings == null) {
            warnings = facts().kind().isEvent() ? EventWarnings.of(record.value()) : List.of();
        }
        return warnings;
    }

    /** The part of a topic's name that the tag of a job has. */
    Optional<String> tagPart() {
        return facts().kind() == RecordFacts.Kind.JOB
                ? Optional.of(topics.catalogue().part(facts().tag()))
                : Optional.empty();
    }

    /** Has it shown as a record that cannot be shown. */
    void unreadable(RuntimeException fault) {
        row = RecordRow.unreadable(record, topics.quarantine(), fault);
    }

    /** The same one each time. */
    RecordRow row() {
        if (row == null) {
            row = RecordRow.of(record, topics.quarantine());
        }
        return row;
    }
}
