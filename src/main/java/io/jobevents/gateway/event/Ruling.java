package io.jobevents.gateway.event;

import java.util.Locale;

/**
 * How a moderation stands: part of the types of events and the names of topics. Not the verdict alone, which says nothing
 * as long as a moderation goes on or where nothing could be checked.
 */
public enum Ruling {
    /** Nothing was found, and nothing more is to come. */
    PASS,
    /** Something against the rules was found, also while the moderation goes on. */
    BLOCK,
    /** Something suspicious was found, also while the moderation goes on. */
    REVIEW,
    /** Nothing was checked. */
    FAILED,
    /** It goes on, or its verdict is not known. */
    OTHER;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
