package io.jobevents.gateway.console;

import java.util.Locale;

/**
 * An error answer of the console: a problem detail (RFC 9457), as of {@code http}.
 *
 * @param detail a sentence for the viewer
 */
record ConsoleProblem(Reason reason, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPE = "urn:jobevents:problems:";

    /** The reason of an error answer. */
    enum Reason {
        MALFORMED_REQUEST(400, "Malformed request"),
        UNAUTHORIZED(401, "Not logged in"),
        /** The header X-Console is missing, or Origin names another origin. */
        HEADER_MISSING(403, "A header is missing"),
        WRONG_ORIGIN(403, "Another origin"),
        NOT_FOUND(404, "Not found"),
        METHOD_NOT_ALLOWED(405, "Method not allowed"),
        /** Another replay or dismissal is running. */
        BUSY(409, "Busy"),
        BODY_TOO_LARGE(413, "Body too large"),
        WRONG_HOST(421, "Another host"),
        TOO_MANY_ATTEMPTS(429, "Too many attempts"),
        INTERNAL_ERROR(500, "Internal error"),
        TOO_MANY_VIEWERS(503, "Too many viewers"),
        /** All readers, or all threads of the console, are in use. */
        OVERLOADED(503, "Busy"),
        /** Kafka or the disk failed or did not answer in time. */
        UNAVAILABLE(503, "Unavailable");

        private final int status;
        private final String title;

        Reason(int status, String title) {
            this.status = status;
            this.title = title;
        }

        int status() {
            return status;
        }

        /** The code in the answer, such as {@code too-many-viewers}. */
        String code() {
            return this == OVERLOADED
                    ? BUSY.code()
                    : name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    JsonBody body() {
        return out -> {
            out.writeStringField("type", TYPE + reason.code());
            out.writeStringField("title", reason.title);
            out.writeNumberField("status", reason.status());
            out.writeStringField("detail", detail);
            out.writeStringField("reason", reason.code());
        };
    }
}
