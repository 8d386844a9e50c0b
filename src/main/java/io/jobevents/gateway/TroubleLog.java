package io.jobevents.gateway;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Origin;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Logs callbacks that were rejected, spooled aside or not kept: at most one line per second and reason, with the number
 * of lines left out. A line names the reason, the record's id and its topic; the quarantine record holds the details.
 *
 * <p>Thread-safe.
 */
final class TroubleLog {

    private static final Logger LOG = Logger.getLogger(TroubleLog.class);

    /** The kind of a line: an event and its reason, both of small sets. */
    private record Kind(String what, String reason) {}

    private final LogPace<Kind> pace;

    TroubleLog(Clock clock) {
        this.pace = new LogPace<>(clock);
    }

    /** @param quarantined the record that keeps the body */
    void rejected(Reason reason, EventRecord quarantined) {
        say(Logger.Level.INFO, "Rejected a callback", reason.code(), quarantined);
    }

    /** @param record the first record that could not be kept */
    void unavailable(Cause cause, EventRecord record) {
        say(Logger.Level.WARN, "Could not keep a callback", cause.code(), record);
    }

    /** Logs that Kafka refuses the record for good, so that it is kept aside on the spool. */
    void setAside(Cause cause, EventRecord record) {
        say(Logger.Level.WARN, "Kept a record aside", cause.code(), record);
    }

    private void say(Logger.Level level, String what, String reason, EventRecord record) {
        pace.line(new Kind(what, reason)).ifPresent(leftOut -> write(level, what, reason, record, leftOut));
    }

    private static void write(Logger.Level level, String what, String reason, EventRecord record, long leftOut) {
        LogFields.of("reason", reason)
                .and("source", Origin.of(record))
                .and("id", record.id())
                .and("topic", record.route().topic())
                .and("state", record.route().state())
                .and("tag", record.route().tag())
                .and("bytes", String.valueOf(record.value().length))
                .and("leftOut", String.valueOf(leftOut))
                .around(() -> LOG.logf(
                        level,
                        "%s: reason=%s source=%s id=%s topic=%s bytes=%d%s",
                        what,
                        reason,
                        Origin.of(record),
                        record.id(),
                        record.route().topic(),
                        record.value().length,
                        leftOut == 0 ? "" : " (and " + leftOut + " before it)"));
    }
}
