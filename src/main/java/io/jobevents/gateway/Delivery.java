package io.jobevents.gateway;

import io.jobevents.gateway.record.Receipt;
import io.jobevents.gateway.record.TraceContext;
import java.time.Instant;
import java.util.Optional;

/**
 * One HTTP attempt to hand us a callback, after the door has let it in.
 *
 * @param source whose secret it showed
 * @param body not copied; nobody changes it
 * @param contentType as received; kept for whoever reads the quarantine, never trusted
 * @param trace where tracing is on
 */
@SuppressWarnings("ArrayRecordComponent") // a body of megabytes is not copied
public record Delivery(
        Source source, byte[] body, Optional<String> contentType, Instant receivedAt, Optional<TraceContext> trace) {

    /** What its records say of it. */
    Receipt receipt() {
        return Receipt.delivered(source.name(), receivedAt, trace);
    }

    @Override
    public String toString() {
        return "Delivery[" + body.length + " bytes]";
    }
}
