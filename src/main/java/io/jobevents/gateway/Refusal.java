package io.jobevents.gateway;

import java.util.Locale;

/** Why the door answers by itself: what is refused so has not become a delivery, and has no outcome. */
public enum Refusal {
    UNAUTHORIZED(401),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    INCOMPLETE_BODY(408),
    BODY_TOO_LARGE(413),
    /** A fault of the gateway. */
    INTERNAL_ERROR(500),
    TOO_MANY_IN_FLIGHT(503),
    STOPPING(503);

    private final int status;
    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Refusal(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** The word in answers and metrics, such as {@code too-many-in-flight}. */
    public String code() {
        return code;
    }
}
