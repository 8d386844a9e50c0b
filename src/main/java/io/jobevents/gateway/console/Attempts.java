package io.jobevents.gateway.console;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The attempts to show a token, by address: after failures the next one waits before its answer, 1, 2, 4 … 30 s, right or wrong. At
 * most {@link #MOST_WAITING} wait at a time. Thread-safe.
 */
@Singleton
final class Attempts {

    static final int MOST_WAITING = 50;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** 1, 2, 4, 8, 16, 30. */
    private static final int STEPS = 5;
    /** Without a failure for that long an address begins anew. */
    private static final Duration MEMORY = Duration.ofMinutes(15);

    private static final int MOST_ADDRESSES = 4096;

    private record Failures(int count, Instant last) {}

    private final Clock clock;
    /** The one that was used longest ago comes first, and is forgotten first. */
    private final Map<String, Failures> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private int waiting;

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** How long an attempt from there waits; empty if too many wait. What waits at all {@link #waited} afterwards. */
    synchronized Optional<Duration> begin(String address) {
        Failures before = byAddress.get(address);
        if (before == null || before.last().plus(MEMORY).isBefore(clock.instant())) {
            byAddress.remove(address);
            return Optional.of(Duration.ZERO);
        }
        if (waiting >= MOST_WAITING) {
            return Optional.empty();
        }
        waiting++;
        int steps = Math.min(before.count() - 1, STEPS);
        Duration pause = Duration.ofSeconds(1L << steps);
        return Optional.of(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }

    /** One that had to wait no longer does. */
    synchronized void waited() {
        waiting--;
    }

    synchronized void failed(String address) {
        byAddress.merge(
                address,
                new Failures(1, clock.instant()),
                (before, one) -> new Failures(before.count() + 1, one.last()));
    }

    synchronized void succeeded(String address) {
        byAddress.remove(address);
    }
}
