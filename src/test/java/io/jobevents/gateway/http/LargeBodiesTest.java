package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much of large bodies may wait to be decoded. */
class LargeBodiesTest {

    private static final int MIB = 1 << 20;

    private final LargeBodies bodies = new LargeBodies(1);
    private final CountDownLatch decoded = new CountDownLatch(1);

    @AfterEach
    void stop() {
        decoded.countDown();
        bodies.stop();
    }

    @Test
    void bodies_upTo8MiB_wait_andNoneBeyond() {
        CompletionStage<String> first = bodies.decode(4 * MIB, blocked("first")).orElseThrow();
        CompletionStage<String> second = bodies.decode(3 * MIB, done("second")).orElseThrow();

        assertThat(bodies.decode(MIB + 1, done("too much"))).isEmpty();
        CompletionStage<String> third = bodies.decode(MIB, done("third")).orElseThrow();
        assertThat(bodies.decode(1, done("too much"))).isEmpty();

        decoded.countDown();
        assertThat(result(first)).isEqualTo("first");
        assertThat(result(second)).isEqualTo("second");
        assertThat(result(third)).isEqualTo("third");
    }

    @Test
    void smallerBodies_wait_howeverManyTheyAre() {
        bodies.decode(MIB, blocked("first")).orElseThrow();

        for (int i = 0; i < 7 * 16; i++) {
            assertThat(bodies.decode(MIB / 16, done("small"))).isPresent();
        }
        assertThat(bodies.decode(MIB / 16, done("too much"))).isEmpty();
    }

    @Test
    void largerBody_isLetInAlone() {
        CompletionStage<String> alone =
                bodies.decode(Integer.MAX_VALUE, blocked("alone")).orElseThrow();

        assertThat(bodies.decode(1, done("too much"))).isEmpty();
        decoded.countDown();
        assertThat(result(alone)).isEqualTo("alone");
        assertThat(bodies.decode(Integer.MAX_VALUE, done("next"))).isPresent();
    }

    @Test
    void twoThreads_haveTwiceTheRoom() {
        LargeBodies two = new LargeBodies(2);
        try {
            assertThat(two.decode(8 * MIB, blocked("first"))).isPresent();
            assertThat(two.decode(8 * MIB, blocked("second"))).isPresent();
            assertThat(two.decode(1, done("too much"))).isEmpty();
        } finally {
            two.stop();
        }
    }

    @Test
    void roomIsTaken_whileDecoded_andNotWhileKafkaIsWaitedFor() {
        CompletableFuture<String> ack = new CompletableFuture<>();
        CompletionStage<String> first = bodies.decode(8 * MIB, () -> ack).orElseThrow();

        await().until(() -> bodies.decode(8 * MIB, done("second")).isPresent());

        assertThat(first.toCompletableFuture()).isNotDone();
        ack.complete("first");
        assertThat(result(first)).isEqualTo("first");
    }

    @Test
    void fault_leavesTheRoom() {
        Supplier<CompletionStage<String>> fault = () -> {
            throw new IllegalStateException("a bug");
        };

        CompletionStage<String> failed = bodies.decode(8 * MIB, fault).orElseThrow();

        assertThat(failed.handle((done, failure) -> failure)
                        .toCompletableFuture()
                        .join())
                .hasRootCauseMessage("a bug");
        assertThat(result(bodies.decode(8 * MIB, done("next")))).isEqualTo("next");
    }

    private Supplier<CompletionStage<String>> blocked(String result) {
        return () -> {
            try {
                decoded.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return CompletableFuture.completedStage(result);
        };
    }

    private static Supplier<CompletionStage<String>> done(String result) {
        return () -> CompletableFuture.completedStage(result);
    }

    private static String result(Optional<CompletionStage<String>> decoding) {
        return result(decoding.orElseThrow());
    }

    private static String result(CompletionStage<String> decoding) {
        return decoding.toCompletableFuture().join();
    }
}
