package io.jobevents.gateway.http;

import io.jobevents.gateway.LogPace;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** The log of the gateway's own faults: at most one line a second, and nothing of the request. Thread-safe. */
@Singleton
final class Faults {

    private static final Logger LOG = Logger.getLogger(Faults.class);

    private final LogPace<String> pace;

    Faults(Clock clock) {
        this.pace = new LogPace<>(clock);
    }

    /** @param what failed, in words of ours */
    void log(String what, Throwable fault) {
        pace.line(what)
                .ifPresent(leftOut -> LOG.error(
                        what + " by a fault of the gateway" + (leftOut == 0 ? "" : " (and " + leftOut + " before it)"),
                        BareTrace.of(fault)));
    }
}
