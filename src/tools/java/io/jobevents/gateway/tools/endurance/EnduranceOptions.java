package io.jobevents.gateway.tools.endurance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a soak of hours is to do.
 *
 * @param length from the first callback to the last
 * @param seed of the order of faults and their parameters
 * @param rate callbacks a second
 * @param report a file that gets a line of JSON for each minute, each fault and the end
 */
record EnduranceOptions(Duration length, long seed, int rate, Optional<Path> report) {

    /** The first and the last calm stretch, and one fault between. */
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
