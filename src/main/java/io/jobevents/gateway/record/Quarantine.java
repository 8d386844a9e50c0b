package io.jobevents.gateway.record;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.Sha256;
import io.jobevents.gateway.record.EventRecord.Header;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Builds the quarantine record of a callback that was rejected, wholly or in part: the unchanged body and the reason.
 */
public final class Quarantine {

    static final String REASON = "reason";
    static final String RECEIVED_AT = "received-at";
    static final String CONTENT_TYPE = "content-type";

    static final String DETAIL = "detail";

    static final int MAX_DETAIL = 256;
    private static final int MAX_CONTENT_TYPE = 256;

    private Quarantine() {}

    /** @param contentType as received */
    public static EventRecord record(byte[] body, Rejection rejection, Optional<String> contentType, Receipt receipt) {
        String source = receipt.source();
        String digest = Sha256.of(body);
        // A key per source, since sources may accept different buckets.
        String key = source.equals(Origin.DEFAULT) ? digest : source + "-" + digest;
        List<Header> headers = List.of(
                new Header(REASON, rejection.reason().code()),
                new Header(DETAIL, printable(rejection.detail(), MAX_DETAIL)),
                new Header(RECEIVED_AT, receipt.at().toString()),
                new Header(CONTENT_TYPE, printable(contentType.orElse(""), MAX_CONTENT_TYPE)),
                Origin.header(source));
        return new EventRecord(key, Route.QUARANTINE, key, headers, body, receipt.at());
    }

    /** The headers of a tombstone. */
    public static List<Header> resolved(Resolver resolver, Instant at) {
        return List.of(new Header("resolved-at", at.toString()), new Header("resolved-by", resolver.word()));
    }

    /** How a quarantined body was resolved. */
    public enum Resolver {
        /** Its events were published. */
        REPLAY,
        /** A user dismissed it; nothing was published. */
        DISMISSED;

        /** The word in the header of a tombstone. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The reason of a quarantine record; empty if it has none, or one that is unknown to this version. */
    public static Optional<Reason> reason(EventRecord record) {
        return record.headers().stream()
                .filter(header -> header.name().equals(REASON))
                .flatMap(header -> Reason.ofCode(header.value()).stream())
                .findFirst();
    }

    /** The text in printable ASCII, cut at the limit, with every other character as a question mark. */
    public static String printable(String text, int maxLength) {
        StringBuilder printable = new StringBuilder();
        text.chars().limit(maxLength).map(c -> c >= ' ' && c <= '~' ? c : '?').forEach(c -> printable.append((char) c));
        return printable.toString();
    }
}
