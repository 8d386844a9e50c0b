package io.jobevents.gateway;

import io.jobevents.gateway.callback.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The log of rejections: at most one line per second and reason, which counts those it left out, so that no sender can
 * fill a disk. A line names the reason and the quarantine record's key; what is wrong in detail stands on the record.
 *
 * <p>Thread-safe.
 */
final class RejectionLog {

    private static final Logger LOG = Logger.getLogger(RejectionLog.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final class Pace {
        Instant next = Instant.MIN;
        long leftOut;
    }

    private final Clock clock;
    private final Map<Reason, Pace> paces = new EnumMap<>(Reason.class);

    RejectionLog(Clock clock) {
        this.clock = clock;
    }

    /** @param key of the quarantine record */
    synchronized void rejected(Reason reason, String key, int bytes) {
        Pace pace = paces.computeIfAbsent(reason, first -> new Pace());
        Instant now = clock.instant();
        if (now.isBefore(pace.next)) {
            pace.leftOut++;
            return;
        }
        LOG.infof(
                "Rejected a callback: reason=%s bytes=%d quarantine-key=%s%s",
                reason.code(), bytes, key, pace.leftOut == 0 ? "" : " (and " + pace.leftOut + " before it)");
        pace.leftOut = 0;
        pace.next = now.plus(PAUSE);
    }
}
