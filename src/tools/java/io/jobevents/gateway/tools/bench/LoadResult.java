package io.jobevents.gateway.tools.bench;

import java.time.Duration;

/**
 * What came of a {@link LoadGenerator}.
 *
 * @param answered with 200, while answers counted
 * @param failed answered otherwise or not at all, at any time
 */
record LoadResult(long answered, long failed, Duration time, Duration p50, Duration p99, Duration p999, Duration max) {

    double rate() {
        return answered * 1e9 / time.toNanos();
    }
}
