package io.jobevents.gateway.console;

import io.jobevents.gateway.LogPace;
import io.jobevents.gateway.record.TopicRecord.Place;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Logs records that the console cannot show by a fault of the gateway, at most one line per second. Thread-safe. */
final class OddRecords {

    private static final Logger LOG = Logger.getLogger(OddRecords.class);

    private static final LogPace<Class<?>> PACE = new LogPace<>(Clock.systemUTC());

    private OddRecords() {}

    /** Logs the place of the record, but not its untrusted content. */
    static void failed(Place place, RuntimeException fault) {
        PACE.line(fault.getClass())
                .ifPresent(leftOut -> LOG.errorf(
                        fault,
                        "The console cannot show the record at %s, by a fault of the gateway (%d more were not logged)",
                        place,
                        leftOut));
    }
}
