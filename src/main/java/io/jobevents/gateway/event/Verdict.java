package io.jobevents.gateway.event;

import java.util.Locale;
import java.util.Optional;

/** What moderation says of an object or of a part of it. The sender writes a number. */
enum Verdict {
    /** 0: nothing was found. */
    PASS,
    /** 1: against the rules. */
    BLOCK,
    /** 2: suspected; a human should look. */
    REVIEW;

    private final String number = String.valueOf(ordinal());
    private final String word = name().toLowerCase(Locale.ROOT);

    /** No other number is documented. */
    static Optional<Verdict> of(String written) {
        for (Verdict verdict : values()) {
            if (verdict.number.equals(written)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    /** In events and topics. */
    String word() {
        return word;
    }
}
