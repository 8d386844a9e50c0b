package io.jobevents.gateway.tools.endurance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Times to answer, of a minute or so. Not thread-safe. */
final class Latencies {

    private final List<Duration> times = new ArrayList<>();

    void add(Duration time) {
        times.add(time);
    }

    /** The time that so large a share of the answers took at most. */
    Duration quantile(double share) {
        if (times.isEmpty()) {
            return Duration.ZERO;
        }
        Collections.sort(times);
        return times.get((int) Math.ceil(share * times.size()) - 1);
    }
}
