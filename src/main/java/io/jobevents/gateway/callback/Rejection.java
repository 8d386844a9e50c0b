package io.jobevents.gateway.callback;

/**
 * A refusal for content.
 *
 * @param detail a sentence that names the place: line and column, or path. It may quote the callback, so it goes to the
 *     sender and to the quarantine record, but never to a log.
 */
public record Rejection(Reason reason, String detail) {

    public Rejection {
        if (detail.isBlank()) {
            throw new IllegalArgumentException("A rejection says what is wrong and where");
        }
    }

    @Override
    public String toString() {
        return "Rejection[" + reason.code() + "]";
    }
}
