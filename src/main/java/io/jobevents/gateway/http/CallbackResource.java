package io.jobevents.gateway.http;

import io.jobevents.gateway.CallbackGateway;
import io.jobevents.gateway.Delivery;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Outcome;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
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

/** The callback URL. {@link DoorGuard} has let in whoever comes here, and brings other paths of the configuration here. */
@Path(CallbackResource.PATH)
@Singleton
@NonBlocking
public final class CallbackResource {

    static final String PATH = "/callbacks";

    private final BodyReader bodies;
    private final LargeBodies largeBodies;
    private final CallbackGateway gateway;
    private final Answers answers;
    private final Clock clock;
    private final Problem tooLarge;

    CallbackResource(
            GatewayConfig config,
            BodyReader bodies,
            LargeBodies largeBodies,
            CallbackGateway gateway,
            Answers answers,
            Clock clock) {
        this.bodies = bodies;
        this.largeBodies = largeBodies;
        this.gateway = gateway;
        this.answers = answers;
        this.clock = clock;
        this.tooLarge = Problem.bodyTooLarge(config.http().maxBodySize().asLongValue());
    }

    /** Takes one callback. */
    @POST
    public Uni<Response> post(@Context RoutingContext routing) {
        return bodies.read(routing).chain(body -> switch (body) {
            case BodyReader.Body.Whole(byte[] bytes) ->
                accept(delivery(bytes, routing)).map(answers::of);
            case BodyReader.Body.TooLarge() -> answer(tooLarge);
            case BodyReader.Body.NoRoom() -> answer(Problem.TOO_MANY_IN_FLIGHT);
            case BodyReader.Body.Incomplete() -> answer(Problem.INCOMPLETE_BODY);
        });
    }

    /** Says that callbacks are taken here, as consoles ask before they save the URL. */
    @GET
    public Response check() {
        return answers.of(new Outcome.Probe());
    }

    private Uni<Outcome> accept(Delivery delivery) {
        Uni<Outcome> accepted = Uni.createFrom().deferred(() -> gateway.accept(delivery));
        return largeBodies.areLike(delivery) ? accepted.runSubscriptionOn(largeBodies) : accepted;
    }

    private Delivery delivery(byte[] body, RoutingContext routing) {
        Optional<String> contentType = Optional.ofNullable(routing.request().getHeader(HttpHeaders.CONTENT_TYPE));
        return new Delivery(body, contentType, clock.instant());
    }

    private static Uni<Response> answer(Problem problem) {
        return Uni.createFrom().item(problem.toResponse());
    }
}
