package io.jobevents.gateway.callback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a callback, or a part of it, is in quarantine. {@link #code()} is the same word in the answer, the log, the
 * metric and the quarantine record. Sending the same callback again fixes none of them.
 */
public enum Reason {
    /** Neither XML nor JSON: another format, UTF-16, or compressed. */
    UNRECOGNIZED_FORMAT,
    MALFORMED_XML,
    MALFORMED_JSON,
    /** The document has a document type declaration. */
    DOCTYPE_FORBIDDEN,
    TOO_DEEP,
    TOO_MANY_NODES,
    TOO_MANY_JOBS,
    /** Well-formed, but without jobs, a workflow or a moderation result, and no probe. */
    UNKNOWN_CALLBACK,
    MISSING_JOB_ID,
    MISSING_RUN_ID,
    /** A job with neither State nor Code, or a workflow without State. */
    MISSING_STATE,
    /** An id over 256 bytes or with control characters. */
    INVALID_ID,
    /** The bucket is not accepted, or is missing. */
    BUCKET_NOT_ACCEPTED,
    /** The event would be larger than the limit for records. */
    EVENT_TOO_LARGE,
    /**
     * Not a rejection: the events were published, with undecodable bytes replaced. The body is also in quarantine,
     * since the original bytes, such as those of an object key, cannot be restored from the event.
     */
    UNDECODABLE_BYTES;

    private static final Map<String, Reason> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::code, reason -> reason));

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The reason of that word; empty if there is none. */
    public static Optional<Reason> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The word in answers, logs, metrics and records, such as {@code missing-job-id}. */
    public String code() {
        return code;
    }
}
