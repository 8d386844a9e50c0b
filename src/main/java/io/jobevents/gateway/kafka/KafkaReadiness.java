package io.jobevents.gateway.kafka;

import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the gateway can keep a callback, that is, whether Kafka takes records. */
@Readiness
@Singleton
final class KafkaReadiness implements HealthCheck {

    private final KafkaWatch watch;

    KafkaReadiness(KafkaWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("kafka").status(watch.isReady());
        return switch (watch.state()) {
            case KafkaWatch.State.Starting() ->
                response.withData("state", "starting").build();
            case KafkaWatch.State.Refusing(String why) ->
                response.withData("state", "refusing").withData("why", why).build();
            case KafkaWatch.State.Away(String why) ->
                response.withData("state", "away").withData("why", why).build();
            case KafkaWatch.State.Answering(List<String> missing) ->
                missing.isEmpty()
                        ? response.withData("state", "answering").build()
                        : response.withData("state", "answering")
                                .withData("missing-topics", String.join(" ", missing))
                                .build();
        };
    }
}
