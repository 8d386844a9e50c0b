package io.jobevents.gateway;

import java.util.Locale;
import java.util.function.IntSupplier;

/** What operators count of the console. Every label comes from a closed set. */
public interface ConsoleMetrics {

    /** How an attempt to show a token ended. */
    enum Login {
        ACCEPTED,
        REFUSED,
        /** Too many attempts waited already. */
        LIMITED;

        /** The word in the metric. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What somebody changes by the console. */
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

    /** Who looks at this moment; asked when the metrics are read. Until this is called there are none. */
    void viewers(IntSupplier viewers);
}
