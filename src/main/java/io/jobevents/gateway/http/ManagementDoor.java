package io.jobevents.gateway.http;

import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.http.wire.UnreadableHead;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Answers requests on the management port that are unreadable, fail or match no route. The answers are problems, as on
 * the public port, but are not counted.
 */
@Singleton
final class ManagementDoor {

    /** After Quarkus' own routes, and before health and metrics. */
    private static final int ORDER = Integer.MIN_VALUE + 1;

    private final Refusals refusals;
    private final RouterFailures failures;

    ManagementDoor(Refusals refusals, RouterFailures failures) {
        this.refusals = refusals;
        this.failures = failures;
    }

    void register(@Observes ManagementInterface management) {
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
