package io.jobevents.gateway.http;

import io.jobevents.gateway.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness on the public port, for balancers that can check only the port that they send to. It runs the checks of
 * {@code /q/health/ready} and leaves out their details. The checks read fields and do not block.
 */
@Singleton
final class Ready {

    static final String PATH = "/ready";

    private final Instance<HealthCheck> checks;
    private final Refusals refusals;

    Ready(@Readiness Instance<HealthCheck> checks, Refusals refusals) {
        this.checks = checks;
        this.refusals = refusals;
    }

    boolean isReady() {
        return checks.stream().allMatch(check -> check.call().getStatus() == HealthCheckResponse.Status.UP);
    }

    void answer(RoutingContext routing) {
        if (isReady()) {
            UnreadBody.skipAfterAnswer(routing);
            routing.response().end();
        } else {
            refusals.refuse(routing, Refusal.NOT_READY);
        }
    }
}
