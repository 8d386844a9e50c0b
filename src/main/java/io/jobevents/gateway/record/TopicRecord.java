package io.jobevents.gateway.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record as it is read back from a topic, for people who look at it. Anybody who may write to the topic may have written it:
 * only its place is certain.
 *
 * @param time the record's timestamp
 * @param key as it was written; empty if it has none
 * @param headers in their order; a name may occur several times
 * @param value as it was written; empty if it has none, as a tombstone
 */
@SuppressWarnings({"ArrayRecordComponent", "OptionalUsedAsFieldOrParameterType"}) // values of megabytes are not copied
public record TopicRecord(
        Place place, Instant time, Optional<byte[]> key, List<Header> headers, Optional<byte[]> value) {

    /** Where a record stands. */
    public record Place(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    /** A header of a record. */
    @SuppressWarnings("ArrayRecordComponent") // nobody changes it
    public record Header(String name, Optional<byte[]> value) {

        /** The value as text; what is no UTF-8 becomes U+FFFD. Empty if there is none. */
        public String text() {
            return value.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        }

        /** The name alone: header values stay out of logs. */
        @Override
        public String toString() {
            return name;
        }
    }

    public TopicRecord {
        headers = List.copyOf(headers);
    }

    /** The text of the last header of that name, which is the one that Kafka's clients take. */
    public Optional<String> header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(name)) {
                return headers.get(i).value().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    /** Bytes of key, headers and value. */
    public long size() {
        long size = key.map(bytes -> bytes.length).orElse(0)
                + value.map(bytes -> bytes.length).orElse(0);
        for (Header header : headers) {
            size += header.name().length()
                    + header.value().map(bytes -> bytes.length).orElse(0);
        }
        return size;
    }

    /** The place alone: strangers wrote the rest. */
    @Override
    public String toString() {
        return "TopicRecord[" + place + "]";
    }
}
