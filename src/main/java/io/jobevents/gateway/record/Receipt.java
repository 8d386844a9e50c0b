package io.jobevents.gateway.record;

import java.time.Instant;
import java.util.Optional;

/**
 * The receipt of a callback, in the headers of its events. Ids do not depend on it.
 *
 * @param source the name of the source that it came from, see {@link Origin}
 * @param at when it was received, or replayed: the records' timestamp
 * @param first when it was first received, if it is replayed
 * @param trace the trace that consumers continue, if tracing is on
 */
public record Receipt(String source, Instant at, Optional<Instant> first, Optional<TraceContext> trace) {

    /** The receipt of a delivery. */
    public static Receipt delivered(String source, Instant at, Optional<TraceContext> trace) {
        return new Receipt(source, at, Optional.empty(), trace);
    }

    /** The receipt of a body that was rejected first and is replayed. */
    public static Receipt replayed(String source, Instant at, Instant first) {
        return new Receipt(source, at, Optional.of(first), Optional.empty());
    }
}
