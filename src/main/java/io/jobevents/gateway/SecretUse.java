package io.jobevents.gateway;

import java.time.Instant;
import java.util.Optional;

/** A secret that is valid, and when it was last shown; by this it is told which ones are still in use. */
public interface SecretUse {

    /** The name of the source that it belongs to. */
    String source();

    /** Its place among the secrets of the source, from 1. */
    int position();

    /** When a request last showed it; empty if none has since the start. */
    Optional<Instant> lastUsed();
}
