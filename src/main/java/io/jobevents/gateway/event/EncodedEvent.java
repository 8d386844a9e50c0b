package io.jobevents.gateway.event;

/**
 * An event and its JSON in UTF-8.
 *
 * @param value not copied; whoever makes it lets go of it
 */
@SuppressWarnings("ArrayRecordComponent") // a value of megabytes is not copied
public record EncodedEvent(Event event, byte[] value) {

    @Override
    public String toString() {
        return "EncodedEvent[" + event + ", " + value.length + " bytes]";
    }
}
