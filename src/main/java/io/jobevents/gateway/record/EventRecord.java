package io.jobevents.gateway.record;

import java.time.Instant;
import java.util.List;

/**
 * A record to be published, directly or from the spool.
 *
 * @param id the same for all copies of a record, by which consumers dedupe: {@code ce_id}, or the key of a quarantined
 *     body
 * @param receivedAt the record's timestamp
 */
@SuppressWarnings("ArrayRecordComponent") // large values are not copied; the caller must not change them
public record EventRecord(String id, Route route, String key, List<Header> headers, byte[] value, Instant receivedAt) {

    /** A header of a record; the value is encoded in UTF-8. */
    public record Header(String name, String value) {

        /** The name alone, since header values are never logged. */
        @Override
        public String toString() {
            return name;
        }
    }

    public EventRecord {
        headers = List.copyOf(headers);
    }

    @Override
    public String toString() {
        return "EventRecord[" + id + "]";
    }
}
