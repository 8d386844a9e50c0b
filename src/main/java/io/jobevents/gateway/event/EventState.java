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

    private static final EventState[] ALL = values();

    private final String word = name().toLowerCase(Locale.ROOT);

    public static EventState of(String text) {
        for (EventState state : ALL) {
            if (state.word.equalsIgnoreCase(text)) {
                return state;
            }
        }
        return OTHER;
    }

    /** In lower case: the last part of {@code ce_type}. */
    public String word() {
        return word;
    }
}
