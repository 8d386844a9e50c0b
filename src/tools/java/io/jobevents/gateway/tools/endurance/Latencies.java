package io.jobevents.gateway.tools.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The times to answer of about a minute. Not thread-safe. */
final class Latencies {

    private final List<Duration> times = new ArrayList<>();

    void add(Duration time) {
        times.add(time);
    }

    /** The time within which that share of the answers came. */
    Duration quantile(double share) {
        if (times.isEmpty()) {
            return Duration.ZERO;
        }
        Collections.sort(times);
        return times.get((int) Math.ceil(share * times.size()) - 1);
    }
}
