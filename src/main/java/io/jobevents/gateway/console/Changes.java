package io.jobevents.gateway.console;

import io.jobevents.gateway.ConsoleMetrics;
import io.jobevents.gateway.ConsoleMetrics.Change;
import io.jobevents.gateway.ConsoleMetrics.Login;
import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.LogPace;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** The audit log of the console: logs each change with the fields {@code user} and {@code change}, and counts it. */
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
     * Logs and counts a change.
     *
     * @param user the name of the viewer
     * @param what a sentence without a full stop, which contains only ids and numbers
     */
    void made(String user, Change change, String what) {
        metrics.changed(change);
        line(user, change.code(), () -> LOG.infof("%s by the console: %s", user, what));
    }

    /** Logs and counts a login with the form. */
    void loggedIn(String user) {
        metrics.login(Login.ACCEPTED);
        line(user, "login", () -> LOG.infof("%s logged in to the console", user));
    }

    /** Counts a request with a valid bearer token. */
    void accepted() {
        metrics.login(Login.ACCEPTED);
    }

    /** Counts an invalid token, and logs it, at most once per second. */
    void refused(Login login) {
        metrics.login(login);
        pace.line(login)
                .ifPresent(leftOut -> line(
                        "unknown",
                        "login-refused",
                        () -> LOG.warnf(
                                "The console refused a token%s%s",
                                login == Login.LIMITED ? ", since too many attempts are delayed" : "",
                                leftOut == 0 ? "" : " (and " + leftOut + " before it)")));
    }

    private static void line(String user, String change, Runnable line) {
        LogFields.of("user", user).and("change", change).around(line);
    }
}
