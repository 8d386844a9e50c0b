package io.jobevents.gateway.http;

import java.io.Serial;

/**
 * A copy of an exception for the log, with the classes and stack traces of the exception and its causes, but without
 * messages. A message may contain a part of the request, such as its URL.
 */
final class BareTrace extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    /** How many causes are copied; causes may form a cycle. */
    private static final int MAX_CAUSES = 8;

    private final String type;

    private BareTrace(Throwable original, int depth) {
        super(null, causeOf(original, depth), false, true);
        this.type = original.getClass().getName();
        setStackTrace(original.getStackTrace());
    }

    static BareTrace of(Throwable original) {
        return new BareTrace(original, 0);
    }

    @SuppressWarnings("NullAway") // an exception without a cause has null for it
    private static BareTrace causeOf(Throwable original, int depth) {
        Throwable cause = original.getCause();
        return cause == null || depth == MAX_CAUSES ? null : new BareTrace(cause, depth + 1);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the first line of the trace names the class of the original
    public String toString() {
        return type;
    }
}
