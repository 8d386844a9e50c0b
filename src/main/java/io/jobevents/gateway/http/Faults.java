package io.jobevents.gateway.http;

import io.jobevents.gateway.LogPace;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Logs bugs of the gateway: at most one line per second for each kind, without data of the request. Thread-safe. */
@Singleton
final class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);

    private final LogPace<String> pace;

    Faults(Clock clock) {
        this.pace = new LogPace<>(clock);
    }

    /** @param what the first words of the line and its kind; a constant, such as {@code A delivery failed} */
    void log(String what, Throwable fault) {
        pace.line(what)
                .ifPresent(leftOut -> LOG.error(
                        what + " by a fault of the gateway" + (leftOut == 0 ? "" : " (and " + leftOut + " before it)"),
                        BareTrace.of(fault)));
    }
}
