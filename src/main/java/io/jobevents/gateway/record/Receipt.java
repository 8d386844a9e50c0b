package io.jobevents.gateway.record;

import java.time.Instant;
import java.util.Optional;

/**
 * How a callback came to be published: what its events say of it beside its content. Ids do not depend on it.
 *
 * @param source the name of the source that it came from, see {@link Origin}
 * @param at when it was received, or replayed: the records' timestamp
 * @param first when it was received, where it is replayed
 * @param trace what consumers go on from, where tracing is on
 */
public record Receipt(String source, Instant at, Optional<Instant> first, Optional<TraceContext> trace) {

    /** Of a delivery. */
    public static Receipt delivered(String source, Instant at, Optional<TraceContext> trace) {
        return new Receipt(source, at, Optional.empty(), trace);
    }

    /** Of a body that was rejected when it was received. */
    public static Receipt replayed(String source, Instant at, Instant first) {
        return new Receipt(source, at, Optional.of(first), Optional.empty());
    }
}
