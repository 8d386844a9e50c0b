package io.jobevents.gateway.record;

import java.time.Instant;
import java.util.List;

/**
 * A record as it will stand on a topic, whichever way it gets there.
 *
 * @param id what tells two records apart and two copies of one record not: {@code ce_id}, or the key of a quarantined
 *     body
 * @param receivedAt the record's timestamp
 */
@SuppressWarnings("ArrayRecordComponent") // a value of megabytes is not copied; whoever makes it lets go of it
public record EventRecord(String id, Route route, String key, List<Header> headers, byte[] value, Instant receivedAt) {

    /** A header of a record; the value is written in UTF-8. */
    public record Header(String name, String value) {

        /** The name alone: header values stay out of logs. */
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
