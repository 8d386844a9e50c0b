package io.jobevents.gateway.http;

import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The answer where the gateway itself is at fault: no stack trace, nothing of the callback. */
public final class BugAnswer {

    private static final Logger LOG = Logger.getLogger(BugAnswer.class);

    /** Logs the bug and answers that there is one. */
    @ServerExceptionMapper
    public Response bug(Throwable bug) {
        LOG.error("A delivery failed by a fault of the gateway", bug);
        return Problem.BUG.toResponse();
    }
}
