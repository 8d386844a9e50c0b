package io.jobevents.gateway.tools.endurance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The options of a soak of hours.
 *
 * @param length from the first callback to the last
 * @param seed determines the order of faults and their parameters
 * @param rate callbacks per second
 * @param report a file for one line of JSON for each minute, each fault and the end
 */
record EnduranceOptions(Duration length, long seed, int rate, Optional<Path> report) {

    /** Enough for a calm period at the beginning and at the end, and one fault between them. */
    static final Duration LEAST = Duration.ofMinutes(6);

    private static final Duration MOST = Duration.ofHours(48);

    EnduranceOptions {
        if (length.compareTo(LEAST) < 0 || length.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("The length is to be from 6 minutes to 48 hours");
        }
        if (rate < 1 || rate > 500) {
            throw new IllegalArgumentException("--rate is from 1 to 500");
        }
    }
}
