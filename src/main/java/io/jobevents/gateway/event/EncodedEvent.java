package io.jobevents.gateway.event;

/**
 * An event with its value, as it will stand on a topic.
 *
 * @param value JSON in UTF-8, see {@link EventEncoder}; not copied, nobody changes it
 * @param fingerprint SHA-256 of the value, in lower-case hexadecimal; without what the sender writes anew for each
 *     delivery of one result
 */
@SuppressWarnings("ArrayRecordComponent") // a value of megabytes is not copied; whoever makes it lets go of it
public record EncodedEvent(Event event, byte[] value, String fingerprint) {

    @Override
    public String toString() {
        return "EncodedEvent[" + event + ", " + value.length + " bytes]";
    }
}
