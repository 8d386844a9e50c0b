package io.jobevents.gateway.http;

import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.LogPace;
import io.jobevents.gateway.Source;
import io.jobevents.gateway.Sources;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * How many callbacks a second each source may post to this gateway: a guard against a sender gone wild, and no quota, since what
 * it refuses may never come again. Thread-safe.
 */
@Singleton
final class Rates {

    private static final Logger LOG = Logger.getLogger(Rates.class);

    /** Of the sources that have a limit. */
    private final Map<String, RateLimit> limits = new HashMap<>();

    private final GatewayMetrics metrics;
    private final LogPace<String> pace;

    Rates(Sources sources, GatewayMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.pace = new LogPace<>(clock);
        sources.all()
                .forEach(source -> source.maxRate()
                        .ifPresent(rate -> limits.put(source.name(), new RateLimit(rate, System::nanoTime))));
    }

    /** Whether the source may post another callback now; it is counted and said if not. */
    boolean admit(Source source) {
        RateLimit limit = limits.get(source.name());
        if (limit == null || limit.admits()) {
            return true;
        }
        metrics.overRate(source);
        pace.line(source.name())
                .ifPresent(leftOut -> LogFields.of("source", source.name())
                        .and("leftOut", String.valueOf(leftOut))
                        .around(() -> LOG.warnf(
                                "Refused a callback: the source %s posts more than its max-rate%s",
                                source.name(), leftOut == 0 ? "" : " (and " + leftOut + " before it)")));
        return false;
    }
}
