package io.jobevents.gateway.http;

import io.jobevents.gateway.LogPace;
import io.quarkus.logging.LoggingFilter;
import java.time.Clock;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Takes requests out of what the libraries below the door log: their lines may hold a URL, a header or a message made of one,
 * and a request may cause any number of them. What is left is which library said something, at which level, and the stack trace
 * of an exception without its messages; at most one line a second for each logger.
 *
 * <p>The door answers before these libraries do, so such a line is a fault of the gateway's or of theirs.
 */
@LoggingFilter(name = "request-free")
public final class RequestFreeLog implements Filter {

    private static final List<String> NEAR_REQUESTS = List.of(
            "io.netty.",
            "io.vertx.",
            "io.quarkus.mutiny.",
            "io.quarkus.vertx.",
            "io.quarkus.resteasy.",
            "io.quarkus.micrometer.",
            "org.jboss.resteasy.");

    /** Says which thread is blocked and for how long, and nothing of a request. */
    private static final String BLOCKED_THREADS = "io.vertx.core.impl.btc.";

    private record Kind(String logger, int level) {}

    private final LogPace<Kind> pace = new LogPace<>(Clock.systemUTC());

    /** For Quarkus. */
    public RequestFreeLog() {}

    @Override
    public boolean isLoggable(LogRecord line) {
        String logger = String.valueOf(line.getLoggerName());
        if (NEAR_REQUESTS.stream().noneMatch(logger::startsWith) || logger.startsWith(BLOCKED_THREADS)) {
            return true;
        }
        if (pace.line(new Kind(logger, line.getLevel().intValue())).isEmpty()) {
            return false;
        }
        line.setMessage("A library below the door logged a line; its text is left out, since it may hold a request");
        line.setParameters(null);
        if (line.getThrown() != null) {
            line.setThrown(BareTrace.of(line.getThrown()));
        }
        return true;
    }
}
