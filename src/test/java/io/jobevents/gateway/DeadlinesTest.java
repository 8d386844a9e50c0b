package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.Deadlines.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The time limits of waits, swept by hand but for one test. */
class DeadlinesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> missed = new ArrayList<>();
    private long now = Long.MAX_VALUE - SECOND.toNanos() / 2; // nanoTime may overflow
    private final Deadlines deadlines = new Deadlines(() -> now);

    @Test
    void limit_isMissedOnce_whenItHasPassed() {
        wait("a", SECOND);
        wait("b", SECOND.multipliedBy(2));

        passes(SECOND.minusNanos(1));
        assertThat(missed).isEmpty();
        passes(Duration.ofNanos(1));
        assertThat(missed).containsExactly("a");
        passes(SECOND);
        assertThat(missed).containsExactly("a", "b");
        passes(SECOND);
        assertThat(missed).containsExactly("a", "b");
    }

    @Test
    void limitThatIsMet_isNotMissed() {
        Deadline met = wait("a", SECOND);
        wait("b", SECOND);

        met.met();
        passes(SECOND);

        assertThat(missed).containsExactly("b");
    }

    @Test
    void manyLimits_areEachMissed_whateverIsMetBetween() {
        List<Deadline> all = IntStream.range(0, 1000)
                .mapToObj(number -> wait(String.valueOf(number), SECOND.plusMillis(number % 7)))
                .toList();
        for (int i = 0; i < all.size(); i += 3) {
            all.get(i).met();
        }
        passes(SECOND.plusMillis(3));
        passes(Duration.ofMillis(3));

        assertThat(missed)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1000)
                        .filter(number -> number % 3 != 0)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void faultOfOne_keepsNoOtherFromBeingMissed() {
        deadlines.in(SECOND, () -> {
            throw new StackOverflowError("of the test");
        });
        wait("b", SECOND);

        passes(SECOND);

        assertThat(missed).containsExactly("b");
    }

    @Test
    void closed_countsAsPassed() {
        wait("a", SECOND);

        deadlines.close();
        assertThat(missed).containsExactly("a");
        wait("b", SECOND);
        assertThat(missed).containsExactly("a", "b");
    }

    @Test
    void thread_sweepsByItself() {
        ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
        try (Deadlines swept = new Deadlines()) {
            swept.in(Duration.ofMillis(1), () -> told.add("a"));
            swept.in(Duration.ofHours(1), () -> told.add("b")).met();

            await().until(() -> !told.isEmpty());
        }
        assertThat(told).containsExactly("a");
    }

    private Deadline wait(String name, Duration limit) {
        return deadlines.in(limit, () -> missed.add(name));
    }

    private void passes(Duration time) {
        now += time.toNanos();
        deadlines.sweep();
    }
}
