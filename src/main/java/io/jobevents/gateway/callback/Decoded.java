package io.jobevents.gateway.callback;

/**
 * What the bytes of a delivery turned out to be.
 *
 * <ul>
 *   <li>{@link Document}: a callback, to be normalized and published
 *   <li>{@link Probe}: a test of the URL, to be answered and counted, never published
 *   <li>{@link Refused}: content at fault, to be quarantined
 * </ul>
 */
public sealed interface Decoded {

    /** How the bytes were written. */
    Callback.Format format();

    /** A callback. */
    record Document(Callback callback) implements Decoded {
        @Override
        public Callback.Format format() {
            return callback.format();
        }
    }

    /** A test of the URL: an empty body, or a JSON test document. */
    record Probe(Callback.Format format) implements Decoded {}

    /** Bytes that are no callback. */
    record Refused(Callback.Format format, Rejection rejection) implements Decoded {}
}
