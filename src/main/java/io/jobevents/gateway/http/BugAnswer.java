package io.jobevents.gateway.http;

import io.jobevents.gateway.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The answers of Quarkus REST where the resources give none. */
@ApplicationScoped // a proxy, since mappers are put together before there is a configuration
public class BugAnswer {

    private final Refusals refusals;
    private final Faults faults;

    BugAnswer(Refusals refusals, Faults faults) {
        this.refusals = refusals;
        this.faults = faults;
    }

    /** A path that passed the guard and still belongs to no resource. */
    @ServerExceptionMapper
    public Response nothingHere(NotFoundException nowhere) {
        return refusals.answer(Refusal.NOT_FOUND);
    }

    /** A request that passed the guard and that Quarkus REST cannot read. */
    @ServerExceptionMapper
    public Response unreadable(ClientErrorException unreadable) {
        return refusals.answer(Refusal.MALFORMED_REQUEST);
    }

    /** Logs the fault and answers that there is one: no stack trace, nothing of the callback. */
    @ServerExceptionMapper
    public Response fault(Throwable fault, RoutingContext routing) {
        UnreadBody.skipAfterAnswer(routing);
        faults.log("A delivery failed", fault);
        return refusals.answer(Refusal.INTERNAL_ERROR);
    }
}
