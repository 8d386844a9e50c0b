package io.jobevents.gateway.event;

import java.util.Optional;

/**
 * An event, made from one part of a callback.
 *
 * <ul>
 *   <li>{@link JobEvent}: from one {@code JobsDetail}; its topic depends on state and tag
 *   <li>{@link WorkflowEvent}: from one {@code WorkflowExecution}; its topic depends on the state
 *   <li>{@link ModerationEvent}: from one moderation result, in either form; its topic depends on ruling and kind
 * </ul>
 *
 * Its values are in its {@link Members}; those that the record's headers, key and topic need have methods. Texts keep
 * the sender's spelling.
 */
public abstract sealed class Event permits JobEvent, WorkflowEvent, ModerationEvent {

    private final Members members;

    Event(Members members) {
        this.members = members;
    }

    final Members members() {
        return members;
    }

    /** The sender's id of the job, of the workflow's run or of the moderation: key and subject of the record. */
    public abstract String subject();

    public abstract String state();

    /** The end time, else the creation time: RFC 3339. */
    public abstract Optional<String> time();

    /** The region of the input bucket. */
    public abstract Optional<String> region();

    /** The input bucket. */
    public abstract Optional<String> bucket();

    /** The kind and the id, so that no other text of the sender is logged. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + subject() + "]";
    }
}
