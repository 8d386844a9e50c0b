package io.jobevents.gateway.http;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The readiness of the public port: up until SIGTERM, then down. */
@Readiness
@Singleton
final class DoorReadiness implements HealthCheck {

    private final Closing closing;

    DoorReadiness(Closing closing) {
        this.closing = closing;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("door").status(!closing.hasBegun()).build();
    }
}
