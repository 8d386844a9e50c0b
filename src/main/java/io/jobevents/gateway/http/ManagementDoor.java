package io.jobevents.gateway.http;

import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.http.wire.UnreadableHead;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The management port's answers to what it does not serve: problems, as on the public port, but not counted. */
@Singleton
final class ManagementDoor {

    /** After Quarkus' own and before health and metrics. */
    private static final int ORDER = Integer.MIN_VALUE + 1;

    private final Refusals refusals;
    private final RouterFailures failures;

    ManagementDoor(Refusals refusals, RouterFailures failures) {
        this.refusals = refusals;
        this.failures = failures;
    }

    void stand(@Observes ManagementInterface management) {
        management.router().route().order(ORDER).handler(this::guard);
        failures.answerAll(management.router(), ORDER, this::answer);
    }

    private void guard(RoutingContext routing) {
        Optional<Refusal> head = UnreadableHead.refusal(routing.request());
        if (head.isPresent()) {
            answer(routing, head.get());
        } else {
            routing.next();
        }
    }

    private void answer(RoutingContext routing, Refusal refusal) {
        UnreadBody.skipAfterAnswer(routing);
        refusals.problem(refusal).answer().write(routing);
    }
}
