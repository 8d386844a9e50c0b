package io.jobevents.gateway.event;

import java.util.Locale;
import java.util.Optional;

/** The verdict of moderation on an object or on a part of it. The sender writes a number. */
enum Verdict {
    /** 0: nothing was found. */
    PASS,
    /** 1: against the rules. */
    BLOCK,
    /** 2: suspected; needs a human review. */
    REVIEW;

    private final String number = String.valueOf(ordinal());
    private final String word = name().toLowerCase(Locale.ROOT);

    /** The verdict of a number; empty for others, which are not documented. */
    static Optional<Verdict> of(String written) {
        for (Verdict verdict : values()) {
            if (verdict.number.equals(written)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    /** The word in events and topics. */
    String word() {
        return word;
    }
}
