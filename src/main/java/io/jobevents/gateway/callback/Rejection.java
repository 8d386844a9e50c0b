package io.jobevents.gateway.callback;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A refusal for content.
 *
 * @param detail a sentence that names the place: line and column, or path. It may quote the callback, so it goes to the
 *     sender and to the quarantine record, but never to a log.
 * @param place the same place in a structured form; empty if the fault is the document as a whole
 */
public record Rejection(Reason reason, String detail, Optional<FaultPlace> place) {

    public Rejection {
        if (detail.isBlank()) {
            throw new IllegalArgumentException("A rejection says what is wrong and where");
        }
    }

    /** A rejection of the document as a whole. */
    public Rejection(Reason reason, String detail) {
        this(reason, detail, Optional.empty());
    }

    public Rejection(Reason reason, String detail, FaultPlace place) {
        this(reason, detail, Optional.of(place));
    }

    /** Compares reason and detail. The detail names the place, too. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rejection rejection && reason == rejection.reason && detail.equals(rejection.detail);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reason, detail);
    }

    @Override
    public String toString() {
        return "Rejection[" + reason.code() + "]";
    }
}
