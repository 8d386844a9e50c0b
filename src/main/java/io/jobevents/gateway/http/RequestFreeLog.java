package io.jobevents.gateway.http;

import io.jobevents.gateway.LogPace;
import io.quarkus.logging.LoggingFilter;
import java.time.Clock;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Removes data of requests from the log lines of the HTTP libraries, which may contain a URL or a header. Logger, level
 * and the stack trace of an exception without its messages remain. Since requests can cause any number of such lines,
 * at most one per second is logged for each logger and level.
 *
 * <p>The gateway answers invalid requests before these libraries log them, so such a line indicates a bug of the
 * gateway or of the library.
 */
@LoggingFilter(name = "request-free")
public final class RequestFreeLog implements Filter {

    private static final List<String> HTTP_LIBRARIES = List.of(
            "io.netty.",
            "io.vertx.",
            "io.quarkus.mutiny.",
            "io.quarkus.vertx.",
            "io.quarkus.resteasy.",
            "io.quarkus.micrometer.",
            "org.jboss.resteasy.");

    /** Logs which thread is blocked and for how long, without data of a request. */
    private static final String BLOCKED_THREADS = "io.vertx.core.impl.btc.";

    private record Kind(String logger, int level) {}

    private final LogPace<Kind> pace = new LogPace<>(Clock.systemUTC());

    /** Called by Quarkus. */
    public RequestFreeLog() {}

    @Override
    public boolean isLoggable(LogRecord line) {
        String logger = String.valueOf(line.getLoggerName());
        if (HTTP_LIBRARIES.stream().noneMatch(logger::startsWith) || logger.startsWith(BLOCKED_THREADS)) {
            return true;
        }
        if (pace.line(new Kind(logger, line.getLevel().intValue())).isEmpty()) {
            return false;
        }
        line.setMessage("An HTTP library logged a line; its text is left out, since it may contain data of a request");
        line.setParameters(null);
        if (line.getThrown() != null) {
            line.setThrown(BareTrace.of(line.getThrown()));
        }
        return true;
    }
}
