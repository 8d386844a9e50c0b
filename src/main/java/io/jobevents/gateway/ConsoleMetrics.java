package io.jobevents.gateway;

import java.util.Locale;
import java.util.function.IntSupplier;

/** The metrics of the console. Every label comes from a closed set. */
public interface ConsoleMetrics {

    /** The result of a login with a token. */
    enum Login {
        ACCEPTED,
        REFUSED,
        /** Too many logins were waiting already. */
        LIMITED;

        /** The word in the metric. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A change that is made in the console. */
    enum Change {
        REPLAY,
        DISMISS,
        SPOOL_RETRY,
        SPECIMEN;

        /** The word in the log and the metric, such as {@code spool-retry}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    void login(Login login);

    void changed(Change change);

    /**
     * Sets the supplier of the number of viewers at this moment, called when the metrics are read. Before this call the
     * number is 0.
     */
    void viewers(IntSupplier viewers);
}
