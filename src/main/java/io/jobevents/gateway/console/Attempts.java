package io.jobevents.gateway.console;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits the rate of attempts to log in or to use a bearer token, by client address. After a failed attempt the answer
 * to the next one is delayed by 1 s, then 2, 4, 8, 16 and 30 s, whether its token is valid or not. At most
 * {@link #MOST_WAITING} attempts are delayed at a time. Thread-safe.
 */
@Singleton
final class Attempts {

    static final int MOST_WAITING = 50;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** The number of times the delay doubles. */
    private static final int STEPS = 5;
    /** The time after which the last failure of an address no longer counts. */
    private static final Duration MEMORY = Duration.ofMinutes(15);

    private static final int MOST_ADDRESSES = 4096;

    private record Failures(int count, Instant last) {}

    private final Clock clock;
    /** In order of use; the least recently used address is removed first. */
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

    /**
     * The delay of an attempt; empty if too many are delayed. After a delay above zero, {@link #waited} must be called.
     */
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

    /** The delay of an attempt has ended. */
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
