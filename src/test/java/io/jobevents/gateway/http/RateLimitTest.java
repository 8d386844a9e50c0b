package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The rate limit, with a simulated clock. */
final class RateLimitTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    private final RateLimit limit = new RateLimit(10, now::get);

    @Test
    void burst_isOneSecond() {
        assertThat(admitted(50)).isEqualTo(10);
    }

    @Test
    void afterABurst_oneIsAdmittedPerInterval() {
        admitted(50);

        pass(99);
        assertThat(admitted(5)).isZero();
        pass(1);
        assertThat(admitted(5)).isEqualTo(1);
        pass(250);
        assertThat(admitted(5)).isEqualTo(2);
    }

    @Test
    void longPause_doesNotEnlargeTheBurst() {
        admitted(50);
        pass(60_000);

        assertThat(admitted(50)).isEqualTo(10);
    }

    @Test
    void steadyRate_isNeverRefused() {
        for (int i = 0; i < 100; i++) {
            assertThat(limit.admits()).isTrue();
            pass(100);
        }
    }

    private int admitted(int tries) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += limit.admits() ? 1 : 0;
        }
        return admitted;
    }

    private void pass(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
