package io.jobevents.gateway.callback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a callback, or a job of it, is in quarantine. {@link #code()} is the same word in the answer, the log, the metric and
 * the quarantine record. The sender can mend none of them by repeating.
 */
public enum Reason {
    /** Neither XML nor JSON: another format, UTF-16, or compressed. */
    UNRECOGNIZED_FORMAT,
    MALFORMED_XML,
    MALFORMED_JSON,
    /** A document type declaration, whatever is in it. */
    DOCTYPE_FORBIDDEN,
    TOO_DEEP,
    TOO_MANY_NODES,
    TOO_MANY_JOBS,
    /** Well-formed, but neither jobs nor a workflow nor a probe. */
    UNKNOWN_CALLBACK,
    MISSING_JOB_ID,
    MISSING_RUN_ID,
    /** A job with neither State nor Code, or a workflow without State. */
    MISSING_STATE,
    /** An id over 256 bytes or with control characters. */
    INVALID_ID,
    /** The bucket is none of those that are accepted, or is not named. */
    BUCKET_NOT_ACCEPTED,
    /** The event would be larger than Kafka is set to take. */
    EVENT_TOO_LARGE,
    /**
     * No reason to reject: the events were published, with a replacement for bytes that are no characters. The body is in
     * quarantine beside them, since a key that was replaced cannot be guessed.
     */
    UNDECODABLE_BYTES;

    private static final Map<String, Reason> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Reason::code, reason -> reason));

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The reason of that word; empty if there is none. */
    public static Optional<Reason> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The word that answers, logs, metrics and records use, such as {@code missing-job-id}. */
    public String code() {
        return code;
    }
}
