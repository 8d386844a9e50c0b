package io.jobevents.gateway.metrics;

import io.jobevents.gateway.GatewayCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The counts of {@link MicrometerMetrics}, summed from its registry on each call. */
@Singleton
final class MeterCounts implements GatewayCounts {

    private final MeterRegistry registry;

    MeterCounts(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Map<String, Long> callbacks() {
        return byTag("gateway.callbacks", "outcome");
    }

    @Override
    public Map<String, Long> refused() {
        Map<String, Long> refused = byTag("gateway.refused", "reason");
        refused.values().removeIf(count -> count == 0);
        return refused;
    }

    @Override
    public long acknowledged() {
        return registry.find("gateway.publish").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private Map<String, Long> byTag(String name, String tag) {
        Map<String, Long> counts = new TreeMap<>();
        for (Counter counter : registry.find(name).counters()) {
            String word = Optional.ofNullable(counter.getId().getTag(tag)).orElse("");
            counts.merge(word, (long) counter.count(), Long::sum);
        }
        return counts;
    }
}
