package io.jobevents.gateway.record;

import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.Sha256;
import io.jobevents.gateway.record.EventRecord.Header;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is kept of a callback that was rejected, wholly or in part: the body, byte for byte, and why. */
public final class Quarantine {

    private static final int MAX_DETAIL = 256;
    private static final int MAX_CONTENT_TYPE = 256;

    private Quarantine() {}

    /** @param contentType as received */
    public static EventRecord record(
            byte[] body, Rejection rejection, Optional<String> contentType, Instant receivedAt) {
        String key = Sha256.of(body);
        List<Header> headers = List.of(
                new Header("reason", rejection.reason().code()),
                new Header("detail", printable(rejection.detail(), MAX_DETAIL)),
                new Header("received-at", receivedAt.toString()),
                new Header("content-type", printable(contentType.orElse(""), MAX_CONTENT_TYPE)),
                Origin.header(Origin.DEFAULT));
        return new EventRecord(key, Route.QUARANTINE, key, headers, body, receivedAt);
    }

    /** Printable ASCII, every other character as a question mark. */
    private static String printable(String text, int maxLength) {
        StringBuilder printable = new StringBuilder();
        text.chars().limit(maxLength).map(c -> c >= ' ' && c <= '~' ? c : '?').forEach(c -> printable.append((char) c));
        return printable.toString();
    }
}
