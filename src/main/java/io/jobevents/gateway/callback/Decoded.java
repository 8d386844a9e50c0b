package io.jobevents.gateway.callback;

/**
 * The result of decoding a body.
 *
 * <ul>
 *   <li>{@link Document}: a callback, which is normalized and published
 *   <li>{@link Probe}: a test of the URL, which is answered and counted, not published
 *   <li>{@link Refused}: content at fault; the body goes to quarantine
 * </ul>
 */
public sealed interface Decoded {

    /** The format of the body. */
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
