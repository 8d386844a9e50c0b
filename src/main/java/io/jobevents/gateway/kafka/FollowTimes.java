package io.jobevents.gateway.kafka;

import java.time.Duration;

/**
 * The periods and pauses of a following.
 *
 * @param refresh the period of listing topics and partitions
 * @param refused the period of retrying topics without the right to read
 * @param poll the timeout of a poll for records
 * @param pace the pause between two fetches
 * @param retry the pause after a failure
 */
record FollowTimes(Duration refresh, Duration refused, Duration poll, Duration pace, Duration retry) {

    /** At most ten fetches per second, each of at most 1 MB per broker, processed in steps of 1000 records. */
    static final FollowTimes USUAL = new FollowTimes(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            Duration.ofSeconds(2));
}
