package io.jobevents.gateway.event;

import java.util.Locale;

/**
 * The states that event types and topics distinguish, compared ignoring case. Events also keep the sender's own word.
 * {@link #OTHER} is the state of unknown words.
 */
public enum EventState {
    SUBMITTED,
    RUNNING,
    SUCCESS,
    FAILED,
    PAUSE,
    CANCEL,
    AUDITING,
    /** In the sender's spelling. */
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

    /** The name in lower case, which is the last part of {@code ce_type}. */
    public String word() {
        return word;
    }
}
