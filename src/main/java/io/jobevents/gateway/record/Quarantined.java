package io.jobevents.gateway.record;

import io.jobevents.gateway.callback.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record that was read from the quarantine topic. Gateways of other versions, and anybody with the right to write to
 * the topic, may have written it: only its place can be trusted.
 *
 * <ul>
 *   <li>{@link Body}: a copy of a body that was rejected
 *   <li>{@link Tombstone}: the copies of the key before it in this partition are resolved
 * </ul>
 */
public sealed interface Quarantined {

    /**
     * The place of a record.
     *
     * @param offset in the partition
     */
    record Place(int partition, long offset) {
        @Override
        public String toString() {
            return partition + ":" + offset;
        }
    }

    /** A record without its content, as needed to resolve it. */
    record Copy(Place place, String key) {
        /** The place alone, since the key is not trusted. */
        @Override
        public String toString() {
            return "Copy[" + place + "]";
        }
    }

    Place place();

    /** The record's key, decoded as ISO 8859-1; empty if it has none. */
    String key();

    /**
     * @param reason why it was rejected; empty if the word is unknown to this version
     * @param detail the sentence of the rejection, cut and printable; empty if the record has none
     * @param receivedAt when it was received, else the record's timestamp
     * @param contentType as received
     * @param source the name of the source, see {@link Origin}
     * @param body unchanged; not copied, must not be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // a body of megabytes is not copied
    record Body(
            Place place,
            String key,
            Optional<Reason> reason,
            String detail,
            Instant receivedAt,
            Optional<String> contentType,
            String source,
            byte[] body)
            implements Quarantined {

        public Copy copy() {
            return new Copy(place, key);
        }

        /** The place alone, since the content is not trusted. */
        @Override
        public String toString() {
            return "Body[" + place + ", " + body.length + " bytes]";
        }
    }

    record Tombstone(Place place, String key) implements Quarantined {
        @Override
        public String toString() {
            return "Tombstone[" + place + "]";
        }
    }

    /**
     * Converts a record of the topic.
     *
     * @param headers the last of each name
     * @param timestamp of the record
     * @param value null for a tombstone
     */
    static Quarantined of(
            Place place, String key, Map<String, String> headers, Instant timestamp, byte @Nullable [] value) {
        return value == null
                ? new Tombstone(place, key)
                : new Body(
                        place,
                        key,
                        Optional.ofNullable(headers.get(Quarantine.REASON)).flatMap(Reason::ofCode),
                        Quarantine.printable(headers.getOrDefault(Quarantine.DETAIL, ""), Quarantine.MAX_DETAIL),
                        instant(headers.get(Quarantine.RECEIVED_AT)).orElse(timestamp),
                        Optional.ofNullable(headers.get(Quarantine.CONTENT_TYPE))
                                .filter(type -> !type.isEmpty()),
                        headers.getOrDefault(Origin.NAME, Origin.DEFAULT),
                        value);
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse).filter(Quarantined::isOfRfc3339);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether RFC 3339 can express it, with a year of four digits. */
    private static boolean isOfRfc3339(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return year >= 1 && year <= 9999;
    }
}
