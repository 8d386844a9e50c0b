package io.jobevents.gateway.event;

/**
 * An event with its encoded value.
 *
 * @param value JSON in UTF-8, see {@link EventEncoder}; not copied; must not be changed
 * @param fingerprint SHA-256 of the value, without the queries of evidence URLs, which differ between deliveries of
 *     one result
 */
@SuppressWarnings("ArrayRecordComponent") // large values are not copied; the caller must not change them
public record EncodedEvent(Event event, byte[] value, byte[] fingerprint) {

    @Override
    public String toString() {
        return "EncodedEvent[" + event + ", " + value.length + " bytes]";
    }
}
