package io.jobevents.gateway.http;

import io.jobevents.gateway.CallbackGateway;
import io.jobevents.gateway.Delivery;
import io.jobevents.gateway.Ending;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.Source;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.Optional;

/**
 * The resource of the callback URL. {@link DoorGuard} checks its requests first, and reroutes {@code gateway.http.path}
 * to it.
 */
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
    private final Faults faults;
    private final LoopQueue.All queues;
    private final Tracing tracing;

    CallbackResource(
            InFlight inFlight,
            BodyReader bodies,
            LargeBodies largeBodies,
            CallbackGateway gateway,
            Answers answers,
            Clock clock,
            Refusals refusals,
            Faults faults,
            LoopQueue.All queues,
            Tracing tracing) {
        this.inFlight = inFlight;
        this.bodies = bodies;
        this.largeBodies = largeBodies;
        this.gateway = gateway;
        this.answers = answers;
        this.clock = clock;
        this.refusals = refusals;
        this.faults = faults;
        this.queues = queues;
        this.tracing = tracing;
    }

    /**
     * Takes one callback. Once its body is read, a client that disconnects does not end the delivery: the body stays in
     * memory, and the place in flight stays taken, until the last step ends.
     *
     * @param response never resumed: the answer is written without Quarkus REST, which would copy it and look up its
     *     writer
     */
    @POST
    public void post(@Context RoutingContext routing, @Suspended AsyncResponse response) {
        Tracing.Trace trace = tracing.begin(routing);
        inFlight.enter()
                .ifPresentOrElse(
                        place -> new OpenDelivery(routing, place, trace).read(),
                        () -> refusals.refuse(routing, Refusal.TOO_MANY_IN_FLIGHT));
    }

    /** Answers 200: consoles check the URL before they save it. */
    @GET
    public void check(@Context RoutingContext routing, @Suspended AsyncResponse response) {
        answers.of(new Outcome.Probe(), DoorGuard.source(routing)).write(routing);
    }

    /** A delivery without an answer. The answer is written on the event loop of the request. */
    private final class OpenDelivery implements Ending {

        private final RoutingContext routing;
        private final InFlight.Place place;
        private final Tracing.Trace trace;
        private final ContextInternal context;
        private final LoopQueue queue;
        private boolean answered;

        OpenDelivery(RoutingContext routing, InFlight.Place place, Tracing.Trace trace) {
            this.routing = routing;
            this.place = place;
            this.trace = trace;
            this.context = (ContextInternal) routing.vertx().getOrCreateContext();
            this.queue = queues.of(context);
        }

        void read() {
            guard(() -> bodies.read(routing.request(), place, body -> guard(() -> take(body))));
        }

        private void take(BodyReader.Body body) {
            switch (body) {
                case BodyReader.Body.Whole(byte[] bytes) -> accept(bytes);
                case BodyReader.Body.TooLarge() -> refuse(Refusal.BODY_TOO_LARGE);
                case BodyReader.Body.NoRoom() -> refuse(Refusal.TOO_MANY_IN_FLIGHT);
                case BodyReader.Body.Incomplete() -> refuseAndClose(Refusal.INCOMPLETE_BODY);
                case BodyReader.Body.Malformed() -> refuseAndClose(Refusal.MALFORMED_REQUEST);
            }
        }

        private void accept(byte[] body) {
            Optional<String> contentType = Optional.ofNullable(routing.request().getHeader(HttpHeaders.CONTENT_TYPE));
            Delivery delivery = new Delivery(source(), body, contentType, clock.instant(), trace.context());
            if (!LargeBodies.isLarge(body)) {
                queue.add(context, () -> gateway.accept(delivery, this));
            } else if (!largeBodies.decode(body.length, () -> gateway.accept(delivery, this))) {
                refuse(Refusal.TOO_MANY_LARGE_BODIES);
            }
        }

        @Override
        public void ended(Outcome outcome) {
            queue.add(
                    context,
                    () -> answer(() -> {
                        trace.ended(outcome);
                        if (!routing.response().closed()) {
                            answers.of(outcome, source()).write(routing);
                        }
                    }));
        }

        @Override
        public void failed(Throwable fault) {
            queue.add(
                    context,
                    () -> answer(() -> {
                        faults.log("A delivery failed", fault);
                        refusals.refuse(routing, Refusal.INTERNAL_ERROR);
                    }));
        }

        private void refuse(Refusal refusal) {
            answer(() -> refusals.refuse(routing, refusal));
        }

        /**
         * Refuses without reading the rest of the body: the connection, or over HTTP/2 the stream, ends after the
         * answer.
         */
        private void refuseAndClose(Refusal refusal) {
            UnreadBody.endWithAnswer(routing);
            refuse(refusal);
        }

        /** Answers once, and releases the place in flight. */
        private void answer(Runnable write) {
            if (answered) {
                return;
            }
            answered = true;
            place.leave();
            try {
                write.run();
            } catch (RuntimeException | Error fault) {
                routing.fail(fault);
            }
        }

        private Source source() {
            return DoorGuard.source(routing);
        }
    }
}
