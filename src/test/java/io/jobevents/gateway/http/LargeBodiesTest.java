package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limit of bytes of large bodies that wait to be decoded. */
class LargeBodiesTest {

    private static final int MIB = 1 << 20;

    private final LargeBodies bodies = new LargeBodies(1);
    private final CountDownLatch decoding = new CountDownLatch(1);
    private final Queue<String> decoded = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        decoding.countDown();
        bodies.stop();
    }

    @Test
    void bodiesUpTo8MiB_wait_andFurtherAreRefused() {
        assertThat(bodies.decode(4 * MIB, blocked("first"))).isTrue();
        assertThat(bodies.decode(3 * MIB, done("second"))).isTrue();

        assertThat(bodies.decode(MIB + 1, done("too much"))).isFalse();
        assertThat(bodies.decode(MIB, done("third"))).isTrue();
        assertThat(bodies.decode(1, done("too much"))).isFalse();

        decoding.countDown();
        await().untilAsserted(() -> assertThat(decoded).containsExactly("first", "second", "third"));
    }

    @Test
    void manySmallerBodies_waitUpToTheSameLimit() {
        bodies.decode(MIB, blocked("first"));

        for (int i = 0; i < 7 * 16; i++) {
            assertThat(bodies.decode(MIB / 16, done("small"))).isTrue();
        }
        assertThat(bodies.decode(MIB / 16, done("too much"))).isFalse();
    }

    @Test
    void bodyOverTheLimit_isAcceptedAlone() {
        assertThat(bodies.decode(Integer.MAX_VALUE, blocked("alone"))).isTrue();

        assertThat(bodies.decode(1, done("too much"))).isFalse();
        decoding.countDown();
        await().until(() -> bodies.decode(Integer.MAX_VALUE, done("next")));
        await().untilAsserted(() -> assertThat(decoded).containsExactly("alone", "next"));
    }

    @Test
    void twoThreads_haveTwiceTheLimit() {
        LargeBodies two = new LargeBodies(2);
        try {
            assertThat(two.decode(8 * MIB, blocked("first"))).isTrue();
            assertThat(two.decode(8 * MIB, blocked("second"))).isTrue();
            assertThat(two.decode(1, done("too much"))).isFalse();
        } finally {
            two.stop();
        }
    }

    @Test
    void exception_releasesTheBytes() {
        assertThat(bodies.decode(8 * MIB, () -> {
                    throw new IllegalStateException("a bug of the test");
                }))
                .isTrue();

        await().dontCatchUncaughtExceptions().until(() -> bodies.decode(8 * MIB, done("next")));
        await().untilAsserted(() -> assertThat(decoded).containsExactly("next"));
    }

    private Runnable blocked(String body) {
        return () -> {
            try {
                decoding.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            decoded.add(body);
        };
    }

    private Runnable done(String body) {
        return () -> decoded.add(body);
    }
}
