package io.jobevents.gateway.replay;

import java.util.Optional;

/** An iteration over open bodies, ordered by place. For one thread. */
public interface Entries {

    /** The total number, including those already returned. */
    long count();

    /** The next body; empty after the last. */
    Optional<OpenBody> next();
}
