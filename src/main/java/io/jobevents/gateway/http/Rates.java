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
 * Limits the callbacks per second of each source on this gateway. The limit is a guard against a runaway sender, not a
 * quota: a refused callback may never be sent again. Thread-safe.
 */
@Singleton
final class Rates {

    private static final Logger LOG = Logger.getLogger(Rates.class);

    /** By name; only of sources with a limit. */
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

    /** Whether the source may post another callback now. A refusal is counted and logged. */
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
