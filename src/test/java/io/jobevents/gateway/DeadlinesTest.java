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

/** Tests of {@link Deadlines}. All but one call {@code sweep} themselves. */
class DeadlinesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> missed = new ArrayList<>();
    private long now = Long.MAX_VALUE - SECOND.toNanos() / 2; // nanoTime overflows during the test
    private final Deadlines deadlines = new Deadlines(() -> now);

    @Test
    void deadline_passed_isMissedOnce() {
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
    void metDeadline_isNotMissed() {
        Deadline met = wait("a", SECOND);
        wait("b", SECOND);

        met.met();
        passes(SECOND);

        assertThat(missed).containsExactly("b");
    }

    @Test
    void manyDeadlines_unmetOnesAreMissed() {
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
    void failingAction_doesNotStopTheOthers() {
        deadlines.in(SECOND, () -> {
            throw new StackOverflowError("of the test");
        });
        wait("b", SECOND);

        passes(SECOND);

        assertThat(missed).containsExactly("b");
    }

    @Test
    void close_missesOpenAndLaterDeadlines() {
        wait("a", SECOND);

        deadlines.close();
        assertThat(missed).containsExactly("a");
        wait("b", SECOND);
        assertThat(missed).containsExactly("a", "b");
    }

    @Test
    void thread_sweepsWithoutACall() {
        ConcurrentLinkedQueue<String> missedByThread = new ConcurrentLinkedQueue<>();
        try (Deadlines swept = new Deadlines()) {
            swept.in(Duration.ofMillis(1), () -> missedByThread.add("a"));
            swept.in(Duration.ofHours(1), () -> missedByThread.add("b")).met();

            await().until(() -> !missedByThread.isEmpty());
        }
        assertThat(missedByThread).containsExactly("a");
    }

    private Deadline wait(String name, Duration limit) {
        return deadlines.in(limit, () -> missed.add(name));
    }

    private void passes(Duration time) {
        now += time.toNanos();
        deadlines.sweep();
    }
}
