package io.jobevents.gateway.record;

import io.jobevents.gateway.record.EventRecord.Header;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The trace of a delivery, as W3C Trace Context, which consumers continue.
 *
 * @param traceparent version, trace, span and flags
 * @param traceState the entries of other systems in the trace, if any
 */
public record TraceContext(String traceparent, Optional<String> traceState) {

    List<Header> headers() {
        return Stream.concat(
                        Stream.of(new Header("traceparent", traceparent)),
                        traceState.map(state -> new Header("tracestate", state)).stream())
                .toList();
    }

    /** The trace alone, since senders write the state. */
    @Override
    public String toString() {
        return "TraceContext[" + traceparent + "]";
    }
}
