package io.jobevents.gateway.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record that was read from a topic, for the console. Anybody with the right to write to the topic may have written
 * it: only its place can be trusted.
 *
 * @param time the record's timestamp
 * @param key unchanged; empty if it has none
 * @param headers in their order; a name may occur several times
 * @param value unchanged; empty if it has none, as in a tombstone
 */
@SuppressWarnings({"ArrayRecordComponent", "OptionalUsedAsFieldOrParameterType"}) // values of megabytes are not copied
public record TopicRecord(
        Place place, Instant time, Optional<byte[]> key, List<Header> headers, Optional<byte[]> value) {

    /** The place of a record. */
    public record Place(String topic, int partition, long offset) {
        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    /** A header of a record. */
    @SuppressWarnings("ArrayRecordComponent") // must not be changed
    public record Header(String name, Optional<byte[]> value) {

        /** The value as text, with U+FFFD for bytes that are not UTF-8. Empty if there is none. */
        public String text() {
            return value.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        }

        /** The name alone, since header values are never logged. */
        @Override
        public String toString() {
            return name;
        }
    }

    public TopicRecord {
        headers = List.copyOf(headers);
    }

    /** The text of the last header of that name, as Kafka's clients choose it. */
    public Optional<String> header(String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equals(name)) {
                return headers.get(i).value().map(bytes -> new String(bytes, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    /** The size of key, headers and value, in bytes. */
    public long size() {
        long size = key.map(bytes -> bytes.length).orElse(0)
                + value.map(bytes -> bytes.length).orElse(0);
        for (Header header : headers) {
            size += header.name().length()
                    + header.value().map(bytes -> bytes.length).orElse(0);
        }
        return size;
    }

    /** The place alone, since the rest is not trusted. */
    @Override
    public String toString() {
        return "TopicRecord[" + place + "]";
    }
}
