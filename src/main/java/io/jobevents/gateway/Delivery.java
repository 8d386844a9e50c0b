package io.jobevents.gateway;

import io.jobevents.gateway.record.Receipt;
import io.jobevents.gateway.record.TraceContext;
import java.time.Instant;
import java.util.Optional;

/**
 * One HTTP attempt to deliver a callback, after the door has admitted it.
 *
 * @param source the source whose secret it carried
 * @param body not copied; must not be changed
 * @param contentType as received; kept for readers of the quarantine, not trusted
 * @param trace present if tracing is on
 */
@SuppressWarnings("ArrayRecordComponent") // a body of megabytes is not copied
public record Delivery(
        Source source, byte[] body, Optional<String> contentType, Instant receivedAt, Optional<TraceContext> trace) {

    /** The receipt that its records carry. */
    Receipt receipt() {
        return Receipt.delivered(source.name(), receivedAt, trace);
    }

    @Override
    public String toString() {
        return "Delivery[" + body.length + " bytes]";
    }
}
