package io.jobevents.gateway.event;

import java.util.Locale;

/**
 * The result of a moderation, which is part of event types and topic names. It differs from the verdict, which means
 * nothing while a moderation goes on or if nothing could be checked.
 */
public enum Ruling {
    /** The moderation has ended without a finding. */
    PASS,
    /** Something against the rules was found, also while the moderation goes on. */
    BLOCK,
    /** Something suspicious was found, also while the moderation goes on. */
    REVIEW,
    /** The moderation could not check anything. */
    FAILED,
    /** The moderation goes on without a finding, or its verdict is unknown. */
    OTHER;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }
}
