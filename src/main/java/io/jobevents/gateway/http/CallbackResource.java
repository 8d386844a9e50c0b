package io.jobevents.gateway.http;

import io.jobevents.gateway.CallbackGateway;
import io.jobevents.gateway.Delivery;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.Refusal;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The callback URL. {@link DoorGuard} has let in what comes here, and brings other paths of the configuration here. */
@Path(CallbackResource.PATH)
@Singleton
@NonBlocking
public final class CallbackResource {

    static final String PATH = "/callbacks";

    private final InFlight inFlight;
    private final BodyReader bodies;
    private final LargeBodies largeBodies;
    private final CallbackGateway gateway;
    private final Answers answers;
    private final Clock clock;
    private final Refusals refusals;
    private final Tracing tracing;

    CallbackResource(
            InFlight inFlight,
            BodyReader bodies,
            LargeBodies largeBodies,
            CallbackGateway gateway,
            Answers answers,
            Clock clock,
            Refusals refusals,
            Tracing tracing) {
        this.inFlight = inFlight;
        this.bodies = bodies;
        this.largeBodies = largeBodies;
        this.gateway = gateway;
        this.answers = answers;
        this.clock = clock;
        this.refusals = refusals;
        this.tracing = tracing;
    }

    /**
     * Takes one callback. A sender that hangs up ends nothing: what it posted is in memory until the last step lets go of
     * it, and so long its place is taken.
     */
    @POST
    @Cancellable(false)
    public CompletionStage<Response> post(@Context RoutingContext routing) {
        Tracing.Trace trace = tracing.begin(routing);
        return inFlight.enter()
                .map(place -> take(routing, place, trace).whenComplete((answer, failure) -> place.leave()))
                .orElseGet(() -> refuse(routing, Refusal.TOO_MANY_IN_FLIGHT));
    }

    private CompletionStage<Response> take(RoutingContext routing, InFlight.Place place, Tracing.Trace trace) {
        Executor eventLoop = eventLoop(routing);
        return bodies.read(routing.request(), place).thenCompose(body -> switch (body) {
            case BodyReader.Body.Whole(byte[] bytes) ->
                accept(delivery(bytes, routing, trace))
                        .map(accepted -> accepted.thenApplyAsync(outcome -> answer(routing, outcome, trace), eventLoop))
                        .orElseGet(() -> refuse(routing, Refusal.TOO_MANY_LARGE_BODIES));
            case BodyReader.Body.TooLarge() -> refuse(routing, Refusal.BODY_TOO_LARGE);
            case BodyReader.Body.NoRoom() -> refuse(routing, Refusal.TOO_MANY_IN_FLIGHT);
            case BodyReader.Body.Incomplete() -> hangUp(routing, Refusal.INCOMPLETE_BODY);
            case BodyReader.Body.Malformed() -> hangUp(routing, Refusal.MALFORMED_REQUEST);
        });
    }

    /** Says that callbacks are taken here, as consoles ask before they save the URL. */
    @GET
    public Response check(@Context RoutingContext routing) {
        return answers.of(new Outcome.Probe(), DoorGuard.source(routing));
    }

    private CompletionStage<Response> refuse(RoutingContext routing, Refusal refusal) {
        UnreadBody.skipAfterAnswer(routing);
        return CompletableFuture.completedStage(refusals.answer(refusal));
    }

    /** What is left of the body is not waited for: the connection, or over HTTP/2 the stream, ends with the answer. */
    private CompletionStage<Response> hangUp(RoutingContext routing, Refusal refusal) {
        UnreadBody.endWithAnswer(routing);
        return CompletableFuture.completedStage(refusals.answer(refusal));
    }

    /** Empty if the body is large, and others that wait to be decoded leave it no room. */
    private Optional<CompletionStage<Outcome>> accept(Delivery delivery) {
        byte[] body = delivery.body();
        return LargeBodies.areLike(body)
                ? largeBodies.decode(body.length, () -> gateway.accept(delivery))
                : Optional.of(gateway.accept(delivery));
    }

    private Delivery delivery(byte[] body, RoutingContext routing, Tracing.Trace trace) {
        Optional<String> contentType = Optional.ofNullable(routing.request().getHeader(HttpHeaders.CONTENT_TYPE));
        return new Delivery(DoorGuard.source(routing), body, contentType, clock.instant(), trace.context());
    }

    /** The request's own thread: outcomes come on Kafka's threads, which have better to do than to write answers. */
    private static Executor eventLoop(RoutingContext routing) {
        io.vertx.core.Context loop = routing.vertx().getOrCreateContext();
        return step -> loop.runOnContext(run -> step.run());
    }

    private Response answer(RoutingContext routing, Outcome outcome, Tracing.Trace trace) {
        trace.ended(outcome);
        return answers.of(outcome, DoorGuard.source(routing));
    }
}
