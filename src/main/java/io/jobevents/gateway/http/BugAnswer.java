package io.jobevents.gateway.http;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The answers where no outcome is: the gateway itself is at fault, or nobody is at home at that path. */
public final class BugAnswer {

    private static final Logger LOG = Logger.getLogger(BugAnswer.class);

    /** A path that passed the guard and still belongs to no resource. */
    @ServerExceptionMapper
    public Response nothingHere(NotFoundException nowhere) {
        return Problem.NOT_FOUND.toResponse();
    }

    /** Logs the bug and answers that there is one: no stack trace, nothing of the callback. */
    @ServerExceptionMapper
    public Response bug(Throwable bug) {
        LOG.error("A delivery failed by a fault of the gateway", bug);
        return Problem.BUG.toResponse();
    }
}
