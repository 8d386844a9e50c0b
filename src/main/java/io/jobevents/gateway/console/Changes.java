package io.jobevents.gateway.console;

import io.jobevents.gateway.ConsoleMetrics;
import io.jobevents.gateway.ConsoleMetrics.Change;
import io.jobevents.gateway.ConsoleMetrics.Login;
import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.LogPace;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** The record of who changed what by the console: a line of the log with the fields {@code user} and {@code change}, and a count. */
@Singleton
final class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class);

    private final ConsoleMetrics metrics;
    private final LogPace<Login> pace;

    Changes(ConsoleMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.pace = new LogPace<>(clock);
    }

    /**
     * Somebody has changed something.
     *
     * @param user of the viewer
     * @param what a sentence without an end, which names ids and numbers alone
     */
    void made(String user, Change change, String what) {
        metrics.changed(change);
        line(user, change.code(), () -> LOG.infof("%s by the console: %s", user, what));
    }

    /** Somebody logged in. */
    void loggedIn(String user) {
        metrics.login(Login.ACCEPTED);
        line(user, "login", () -> LOG.infof("%s logged in to the console", user));
    }

    /** Somebody showed a token beside a request. */
    void accepted() {
        metrics.login(Login.ACCEPTED);
    }

    /** A token that is none; a line a second at most. */
    void refused(Login login) {
        metrics.login(login);
        pace.line(login)
                .ifPresent(leftOut -> line(
                        "unknown",
                        "login-refused",
                        () -> LOG.warnf(
                                "The console refused a token%s%s",
                                login == Login.LIMITED ? ", since too many attempts wait" : "",
                                leftOut == 0 ? "" : " (and " + leftOut + " before it)")));
    }

    private static void line(String user, String change, Runnable line) {
        LogFields.of("user", user).and("change", change).around(line);
    }
}
