package io.jobevents.gateway.kafka;

import java.time.Duration;

/**
 * How long a following waits for what.
 *
 * @param refresh after that long topics and partitions are listed again
 * @param refused after that long topics that could not be read are tried again
 * @param poll for records
 * @param pace between two fetches
 * @param retry after a failure
 */
record FollowTimes(Duration refresh, Duration refused, Duration poll, Duration pace, Duration retry) {

    /** At most ten fetches a second, each of at most 1 MB a broker, of which 1000 records are taken at once. */
    static final FollowTimes USUAL = new FollowTimes(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            Duration.ofSeconds(2));
}
