package io.jobevents.gateway;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Origin;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * The log of callbacks that did not end well: at most one line per second and reason, which counts those it left out. A
 * line names the reason, the record's id and its topic; what is wrong in detail stands on the quarantine record.
 *
 * <p>Thread-safe.
 */
final class TroubleLog {

    private static final Logger LOG = Logger.getLogger(TroubleLog.class);

    /** What lines are counted by: kinds of trouble and their reasons are few. */
    private record Kind(String what, String reason) {}

    private final LogPace<Kind> pace;

    TroubleLog(Clock clock) {
        this.pace = new LogPace<>(clock);
    }

    /** @param quarantined the record that keeps the body */
    void rejected(Reason reason, EventRecord quarantined) {
        say(Logger.Level.INFO, "Rejected a callback", reason.code(), quarantined);
    }

    /** @param record the first that could be kept nowhere */
    void unavailable(Cause cause, EventRecord record) {
        say(Logger.Level.WARN, "Could keep a callback nowhere", cause.code(), record);
    }

    /** Kafka will never take the record, so it is kept aside on the spool. */
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
