package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LogPaceTest {

    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final LogPace<String> pace = new LogPace<>(clock);

    @Test
    void line_withinASecondOfTheLast_isSuppressed() {
        assertThat(pace.line("a")).hasValue(0);
        assertThat(pace.line("a")).isEmpty();
        clock.passes(Duration.ofMillis(999));
        assertThat(pace.line("a")).isEmpty();
    }

    @Test
    void line_hasTheCountOfSuppressedLines() {
        pace.line("a");
        pace.line("a");
        pace.line("a");
        clock.passes(Duration.ofSeconds(1));

        assertThat(pace.line("a")).hasValue(2);
        clock.passes(Duration.ofSeconds(1));
        assertThat(pace.line("a")).hasValue(0);
    }

    @Test
    void kinds_areLimitedSeparately() {
        pace.line("a");

        assertThat(pace.line("b")).hasValue(0);
    }
}
