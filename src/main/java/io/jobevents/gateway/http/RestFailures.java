package io.jobevents.gateway.http;

import io.jobevents.gateway.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers requests for which Quarkus REST or a resource throws an exception. */
@ApplicationScoped // a proxy, since exception mappers are created before the configuration
public class RestFailures {

    private final Refusals refusals;
    private final Faults faults;

    RestFailures(Refusals refusals, Faults faults) {
        this.refusals = refusals;
        this.faults = faults;
    }

    /** A path that passed {@link DoorGuard} and that no resource has. */
    @ServerExceptionMapper
    public Response notFound(NotFoundException noResource) {
        return refusals.answer(Refusal.NOT_FOUND);
    }

    /** A request that passed {@link DoorGuard} and that Quarkus REST cannot read. */
    @ServerExceptionMapper
    public Response malformed(ClientErrorException unreadable) {
        return refusals.answer(Refusal.MALFORMED_REQUEST);
    }

    /** Logs a bug and answers 500, without a stack trace or data of the callback. */
    @ServerExceptionMapper
    public Response failed(Throwable fault, RoutingContext routing) {
        UnreadBody.skipAfterAnswer(routing);
        faults.log("A delivery failed", fault);
        return refusals.answer(Refusal.INTERNAL_ERROR);
    }
}
