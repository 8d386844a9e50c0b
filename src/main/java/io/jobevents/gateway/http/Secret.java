package io.jobevents.gateway.http;

import io.jobevents.gateway.SecretUse;
import io.jobevents.gateway.Source;
import java.time.Instant;
import java.util.Optional;

/** The source and the last use of a secret, without its value. Thread-safe. */
final class Secret implements SecretUse {

    private static final long NEVER = 0;

    private final Source source;
    private final int position;
    /** In seconds since 1970. Written by all event loops without a lock. */
    private volatile long lastUsed;

    /** @param before the previous object for the same secret, whose last use is kept */
    Secret(Source source, int position, Optional<Secret> before) {
        this.source = source;
        this.position = position;
        this.lastUsed = before.map(known -> known.lastUsed).orElse(NEVER);
    }

    Source owner() {
        return source;
    }

    /** Records that a request carried it. */
    void used(Instant now) {
        long second = now.getEpochSecond();
        if (second > lastUsed) { // one write per second, since all event loops read the field
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
