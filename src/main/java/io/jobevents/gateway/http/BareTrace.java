package io.jobevents.gateway.http;

import java.io.Serial;

/**
 * An exception as the log may show it: classes and stack traces, also of its causes, without messages. A message may hold a
 * part of the request that led to the exception, such as its URL.
 */
final class BareTrace extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    /** Causes may be a ring. */
    private static final int DEEPEST = 8;

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
        return cause == null || depth == DEEPEST ? null : new BareTrace(cause, depth + 1);
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // a trace begins with the class of the original, not with this one
    public String toString() {
        return type;
    }
}
