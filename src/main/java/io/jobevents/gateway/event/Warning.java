package io.jobevents.gateway.event;

import java.util.Locale;

/** What consumers may want to look at twice. Events carry warnings in the order of these constants, once each. */
public enum Warning {
    /** The state is not the sender's: it follows from the code. */
    STATE_DERIVED,
    /** A time has no offset or cannot be read; it stands in the details as written. */
    TIME_UNREADABLE,
    /** Characters that XML 1.0 forbids, or undecodable bytes, became U+FFFD somewhere in the callback. */
    ILLEGAL_CHARACTERS_REPLACED,
    /** A member holds only the beginning; the whole stands in the details. */
    VALUE_CUT,
    /** An output's key, bucket or region is longer than COS allows; the file stands in the details. */
    OUTPUT_TOO_LONG,
    /** Something inside went wrong, whatever the state of the whole says. */
    PARTIAL_FAILURE,
    /** State and code say different things of a job; the state counts. */
    CODE_CONTRADICTS_STATE,
    /** A moderation has ended without a verdict that is known; what the sender wrote stands in the details. */
    NO_VERDICT,
    /** There are more findings than an event lists; the others stand in the details. */
    FINDINGS_CUT;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word in the event, such as {@code state-derived}. */
    public String code() {
        return code;
    }
}
