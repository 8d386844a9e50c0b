package io.jobevents.gateway.replay;

import java.util.Optional;

/** Open bodies one after the other, in the order of their places. For one thread. */
public interface Entries {

    /** How many there are, those that were handed over included. */
    long count();

    /** The next, from the first on; empty after the last. */
    Optional<OpenBody> next();
}
