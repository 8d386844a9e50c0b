package io.jobevents.gateway.event;

import java.util.Locale;

/**
 * The states that types and topics tell apart, compared ignoring case. Events keep the sender's own word beside.
 * {@link #OTHER} stands for all words that are not known.
 */
public enum EventState {
    SUBMITTED,
    RUNNING,
    SUCCESS,
    FAILED,
    PAUSE,
    CANCEL,
    AUDITING,
    /** Spelled as the sender spells it. */
    SNAPSHOTING,
    OTHER;

    private final String word = name().toLowerCase(Locale.ROOT);

    static EventState of(String text) {
        for (EventState state : values()) {
            if (state.word.equalsIgnoreCase(text)) {
                return state;
            }
        }
        return OTHER;
    }

    /** The last part of {@code ce_type}. */
    public String word() {
        return word;
    }

    /** The part of a topic's name: states between the ends of a job's life share one. */
    String topicPart() {
        return switch (this) {
            case SUCCESS, FAILED -> word;
            case SUBMITTED, RUNNING, PAUSE, CANCEL, AUDITING, SNAPSHOTING, OTHER -> OTHER.word;
        };
    }
}
