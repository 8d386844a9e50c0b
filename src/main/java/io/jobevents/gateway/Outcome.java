package io.jobevents.gateway;

import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a delivery ended. The answer, the log and the metrics are derived from it alone.
 *
 * <ul>
 *   <li>{@link Published}: Kafka has acknowledged every record; answered as success
 *   <li>{@link Spooled}: every record is acknowledged or on the local spool, at least one only there; answered as
 *       success
 *   <li>{@link Probe}: a test of the URL; success, nothing was published
 *   <li>{@link Rejected}: the content is at fault and the body is in quarantine; repeating is useless
 *   <li>{@link Unavailable}: some record could be neither published nor spooled; the sender should repeat
 * </ul>
 */
public sealed interface Outcome {

    /**
     * @param events the ids of the records, in the order of the callback
     * @param rejected the parts at fault beside the events; if there are any, the body is in quarantine
     */
    record Published(List<String> events, List<RejectedPart> rejected) implements Outcome {
        public Published {
            events = List.copyOf(events);
            rejected = List.copyOf(rejected);
        }
    }

    /** Components as in {@link Published}. */
    record Spooled(List<String> events, List<RejectedPart> rejected) implements Outcome {
        public Spooled {
            events = List.copyOf(events);
            rejected = List.copyOf(rejected);
        }
    }

    /** The word in answers, metrics and traces. */
    default String word() {
        return switch (this) {
            case Published published -> "published";
            case Spooled spooled -> "spooled";
            case Probe() -> "probe";
            case Rejected rejected -> "rejected";
            case Unavailable unavailable -> "unavailable";
        };
    }

    /** The code of the reason why the callback was not published, if so. */
    default Optional<String> reason() {
        return switch (this) {
            case Published published -> Optional.empty();
            case Spooled spooled -> Optional.empty();
            case Probe() -> Optional.empty();
            case Rejected rejected -> Optional.of(rejected.rejection().reason().code());
            case Unavailable(Cause cause) -> Optional.of(cause.code());
        };
    }

    record Probe() implements Outcome {}

    /**
     * @param rejection the first one
     * @param parts all rejected parts; empty if the document as a whole is at fault
     */
    record Rejected(Rejection rejection, List<RejectedPart> parts) implements Outcome {
        public Rejected {
            parts = List.copyOf(parts);
        }
    }

    record Unavailable(Cause cause) implements Outcome {}

    /** Why a record was not published. */
    enum Cause {
        /** Kafka did not acknowledge in time, or is known to be unavailable. */
        UNACKNOWLEDGED,
        /** Kafka refuses the record for its size. */
        RECORD_TOO_LARGE,
        /** Kafka refuses the record for lack of rights. */
        NOT_AUTHORIZED,
        /** A topic that must exist does not. */
        TOPIC_MISSING,
        /** The limit of callbacks that wait for Kafka is reached. */
        TOO_MANY_WAITING;

        private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** The word in metrics and in the spool, such as {@code record-too-large}. */
        public String code() {
            return code;
        }

        /** Whether a later attempt would fail, too. */
        public boolean isForGood() {
            return switch (this) {
                case RECORD_TOO_LARGE, NOT_AUTHORIZED -> true;
                case UNACKNOWLEDGED, TOPIC_MISSING, TOO_MANY_WAITING -> false;
            };
        }
    }
}
