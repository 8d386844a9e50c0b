package io.jobevents.gateway.http;

import io.jobevents.gateway.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The answers where no outcome is: the gateway itself is at fault, or nobody is at home at that path. */
@ApplicationScoped // a proxy, since mappers are put together before there is a configuration
public class BugAnswer {

    private static final Logger LOG = Logger.getLogger(BugAnswer.class);

    private final Refusals refusals;

    BugAnswer(Refusals refusals) {
        this.refusals = refusals;
    }

    /** A path that passed the guard and still belongs to no resource. */
    @ServerExceptionMapper
    public Response nothingHere(NotFoundException nowhere) {
        return refusals.answer(Refusal.NOT_FOUND);
    }

    /** Logs the bug and answers that there is one: no stack trace, nothing of the callback. */
    @ServerExceptionMapper
    public Response bug(Throwable bug) {
        LOG.error("A delivery failed by a fault of the gateway", bug);
        return refusals.answer(Refusal.INTERNAL_ERROR);
    }
}
