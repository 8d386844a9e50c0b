package io.jobevents.gateway.tools.bench;

import java.time.Duration;

/**
 * The result of a {@link LoadGenerator}.
 *
 * @param answered callbacks answered 200 while answers counted
 * @param failed callbacks answered otherwise or not at all, at any time
 * @param time the time in which answers counted
 */
record LoadResult(long answered, long failed, Duration time, Duration p50, Duration p99, Duration p999, Duration max) {

    double rate() {
        return answered * 1e9 / time.toNanos();
    }
}
