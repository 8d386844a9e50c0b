package io.jobevents.gateway.kafka;

import io.jobevents.gateway.Spool;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: the gateway can keep a callback, since Kafka accepts records or the spool has room. Until Kafka has once
 * answered with all required topics, the gateway is not ready while Kafka refuses it or lacks one of them, so that a
 * bad rollout stops.
 */
@Readiness
@Singleton
final class KeepReadiness implements HealthCheck {

    private final KafkaAvailability availability;
    private final Spool spool;

    KeepReadiness(KafkaAvailability availability, Spool spool) {
        this.availability = availability;
        this.spool = spool;
    }

    @Override
    public HealthCheckResponse call() {
        KafkaState kafka = availability.state();
        Spool.Level level = spool.level();
        boolean ready = availability.isReady() || level.hasRoom() && (availability.wasReady() || !isRefusal(kafka));
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("keeps-callbacks").status(ready);
        describe(kafka, response);
        return response.withData("spool-records", level.records())
                .withData("spool-aside", level.aside())
                .withData("spool-bytes", level.bytes())
                .withData("spool-has-room", level.hasRoom())
                .withData("spool-damaged-files", level.damaged())
                .build();
    }

    private static boolean isRefusal(KafkaState kafka) {
        return switch (kafka) {
            case KafkaState.Refusing(String why) -> true;
            case KafkaState.Answering(List<String> missing) -> !missing.isEmpty();
            case KafkaState.Starting() -> true;
            case KafkaState.Away(String why) -> false;
        };
    }

    private static void describe(KafkaState kafka, HealthCheckResponseBuilder response) {
        switch (kafka) {
            case KafkaState.Starting() -> response.withData("kafka", "not polled yet");
            case KafkaState.Refusing(String why) -> response.withData("kafka", "refuses: " + why);
            case KafkaState.Away(String why) -> response.withData("kafka", "away: " + why);
            case KafkaState.Answering(List<String> missing) ->
                response.withData(
                        "kafka", missing.isEmpty() ? "answers" : "lacks topics: " + String.join(" ", missing));
        }
    }
}
