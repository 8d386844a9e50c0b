package io.jobevents.gateway.event;

import java.util.Optional;

/**
 * What a consumer learns from one part of a callback.
 *
 * <ul>
 *   <li>{@link JobEvent}: from one {@code JobsDetail}; goes to a topic of its state and tag
 *   <li>{@link WorkflowEvent}: from one {@code WorkflowExecution}; goes to a topic of its state
 *   <li>{@link ModerationEvent}: from one result of moderation, in either form; goes to a topic of its ruling and kind
 * </ul>
 *
 * All that it says is in its {@link Members}; what decides on the record around it has a method. Texts keep the sender's
 * spelling.
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

    /** When it ended, else when it was created: RFC 3339. */
    public abstract Optional<String> time();

    /** Of the bucket that was read from. */
    public abstract Optional<String> region();

    /** That was read from. */
    public abstract Optional<String> bucket();

    /** The id alone. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + subject() + "]";
    }
}
