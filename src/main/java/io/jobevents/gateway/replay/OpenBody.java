package io.jobevents.gateway.replay;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Copy;
import io.jobevents.gateway.record.Quarantined.Place;
import java.time.Instant;
import java.util.Optional;

/**
 * An open body without its content. Its texts come from the sender and are not trusted.
 *
 * @param key empty if the record has none; then no tombstone can resolve it
 * @param reason empty if this version does not know it
 * @param bytes the size of the body
 * @param detail the sentence of the rejection; empty if it was not kept
 */
public record OpenBody(
        Place place,
        String key,
        Optional<Reason> reason,
        String source,
        Instant receivedAt,
        long bytes,
        String contentType,
        String detail) {

    static OpenBody of(Body body) {
        return new OpenBody(
                body.place(),
                body.key(),
                body.reason(),
                body.source(),
                body.receivedAt(),
                body.body().length,
                body.contentType().orElse(""),
                body.detail());
    }

    public Copy copy() {
        return new Copy(place, key);
    }

    @Override
    public String toString() {
        return "OpenBody[" + place + "]";
    }
}
