package io.jobevents.gateway.event;

import java.util.Locale;

/** A warning about an event's content. Events carry warnings in the order of these constants, once each. */
public enum Warning {
    /** The state is missing and was derived from the code. */
    STATE_DERIVED,
    /** A time has no offset or is invalid; it is in the details as written. */
    TIME_UNREADABLE,
    /** Characters that XML 1.0 forbids, or undecodable bytes, became U+FFFD somewhere in the callback. */
    ILLEGAL_CHARACTERS_REPLACED,
    /** A member is cut; the whole text is in the details. */
    VALUE_CUT,
    /** An output's key, bucket or region is longer than COS allows; the file is in the details. */
    OUTPUT_TOO_LONG,
    /** A part of the work failed, whatever the state of the whole. */
    PARTIAL_FAILURE,
    /** State and code of a job contradict each other; the state counts. */
    CODE_CONTRADICTS_STATE,
    /** A moderation has ended without a known verdict; the sent value is in the details. */
    NO_VERDICT,
    /** There are more findings than an event lists; the others are in the details. */
    FINDINGS_CUT;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word in the event, such as {@code state-derived}. */
    public String code() {
        return code;
    }
}
