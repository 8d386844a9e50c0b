package io.jobevents.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Limits a log to one line per second for each kind of line, so that no sender can fill a disk. Thread-safe.
 *
 * @param <K> the kind of a line; a small set, since the kinds are kept in memory
 */
public final class LogPace<K> {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final class Kind {
        Instant next = Instant.MIN;
        long leftOut;
    }

    private final Clock clock;
    private final Map<K, Kind> kinds = new HashMap<>();

    public LogPace(Clock clock) {
        this.clock = clock;
    }

    /** @return how many lines of that kind were left out before this one; empty if this one is left out too */
    public synchronized OptionalLong line(K kind) {
        Kind known = kinds.computeIfAbsent(kind, first -> new Kind());
        Instant now = clock.instant();
        if (now.isBefore(known.next)) {
            known.leftOut++;
            return OptionalLong.empty();
        }
        long leftOut = known.leftOut;
        known.leftOut = 0;
        known.next = now.plus(PAUSE);
        return OptionalLong.of(leftOut);
    }
}
