package io.jobevents.gateway.record;

import io.jobevents.gateway.record.EventRecord.Header;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The trace that a delivery belongs to, in the words of W3C Trace Context; consumers go on from it.
 *
 * @param traceparent version, trace, span and flags
 * @param traceState what other systems of the trace have added, if anything
 */
public record TraceContext(String traceparent, Optional<String> traceState) {

    List<Header> headers() {
        return Stream.concat(
                        Stream.of(new Header("traceparent", traceparent)),
                        traceState.map(state -> new Header("tracestate", state)).stream())
                .toList();
    }

    /** The trace alone: its state is what senders wrote. */
    @Override
    public String toString() {
        return "TraceContext[" + traceparent + "]";
    }
}
