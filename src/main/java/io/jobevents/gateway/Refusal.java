package io.jobevents.gateway;

import java.util.Locale;

/** Why the door refuses a request. A refused request does not become a delivery and has no outcome. */
public enum Refusal {
    /** The request is not HTTP, or violates its rules. */
    MALFORMED_REQUEST(400),
    /** More than one length, or a length beside chunks. */
    CONTRADICTING_LENGTHS(400),
    /** The Host is missing or invalid. */
    INVALID_HOST(400),
    UNAUTHORIZED(401),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    INCOMPLETE_BODY(408),
    BODY_TOO_LARGE(413),
    URI_TOO_LONG(414),
    /** The source exceeds its callbacks per second. */
    RATE_EXCEEDED(429),
    HEADERS_TOO_LARGE(431),
    /** A fault of the gateway. */
    INTERNAL_ERROR(500),
    TOO_MANY_IN_FLIGHT(503),
    /** The limit of bytes of large bodies that wait to be decoded is reached. */
    TOO_MANY_LARGE_BODIES(503),
    STOPPING(503),
    /** The answer of the readiness path while the gateway is not ready. */
    NOT_READY(503);

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
