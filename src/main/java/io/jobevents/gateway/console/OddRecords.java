package io.jobevents.gateway.console;

import io.jobevents.gateway.LogPace;
import io.jobevents.gateway.record.TopicRecord.Place;
import java.time.Clock;
import org.jboss.logging.Logger;

/** The log of records that cannot be shown, by a fault of the gateway: one line a second at most. Thread-safe. */
final class OddRecords {

    private static final Logger LOG = Logger.getLogger(OddRecords.class);

    private static final LogPace<Class<?>> PACE = new LogPace<>(Clock.systemUTC());

    private OddRecords() {}

    /** Logs the place of the record alone: strangers wrote the rest. */
    static void failed(Place place, RuntimeException fault) {
        PACE.line(fault.getClass())
                .ifPresent(leftOut -> LOG.errorf(
                        fault,
                        "The console cannot show the record at %s, by a fault of the gateway (%d like it were not logged)",
                        place,
                        leftOut));
    }
}
