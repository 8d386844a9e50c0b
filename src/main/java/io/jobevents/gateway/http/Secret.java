package io.jobevents.gateway.http;

import io.jobevents.gateway.SecretUse;
import io.jobevents.gateway.Source;
import java.time.Instant;
import java.util.Optional;

/** A secret's owner and its use, without the secret itself. Thread-safe. */
final class Secret implements SecretUse {

    private static final long NEVER = 0;

    private final Source source;
    private final int position;
    /** Seconds since 1970; written by event loops, of which any may be the last. */
    private volatile long lastUsed;

    /** @param before the same secret at another place, whose use goes on */
    Secret(Source source, int position, Optional<Secret> before) {
        this.source = source;
        this.position = position;
        this.lastUsed = before.map(known -> known.lastUsed).orElse(NEVER);
    }

    Source owner() {
        return source;
    }

    /** A request shows it. */
    void used(Instant now) {
        long second = now.getEpochSecond();
        if (second > lastUsed) { // or each request would write what all event loops read
            lastUsed = second;
        }
    }

    @Override
    public String source() {
        return source.name();
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public Optional<Instant> lastUsed() {
        return lastUsed == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochSecond(lastUsed));
    }
}
