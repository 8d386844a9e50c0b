package io.jobevents.gateway;

import java.time.Instant;
import java.util.Optional;

/** A valid secret and the time of its last use, without its value. Shows which secrets can be removed. */
public interface SecretUse {

    /** The name of the source that it belongs to. */
    String source();

    /** Its position among the secrets of the source, from 1. */
    int position();

    /** When a request last carried it; empty if none has since the start. */
    Optional<Instant> lastUsed();
}
