package io.jobevents.gateway.kafka;

import io.jobevents.gateway.KafkaView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The state of Kafka for the console, from {@link KafkaAvailability} and {@link TopicInspection}. */
@Singleton
final class KafkaStatus implements KafkaView {

    private final KafkaAvailability availability;
    private final TopicInspection inspection;

    KafkaStatus(KafkaAvailability availability, TopicInspection inspection) {
        this.availability = availability;
        this.inspection = inspection;
    }

    @Override
    public String state() {
        return switch (availability.state()) {
            case KafkaState.Starting() -> "starting";
            case KafkaState.Answering(List<String> missing) -> "answering";
            case KafkaState.Refusing(String why) -> "refusing";
            case KafkaState.Away(String why) -> "away";
        };
    }

    @Override
    public Optional<String> why() {
        return switch (availability.state()) {
            case KafkaState.Starting() -> Optional.empty();
            case KafkaState.Answering(List<String> missing) -> Optional.empty();
            case KafkaState.Refusing(String why) -> Optional.of(why);
            case KafkaState.Away(String why) -> Optional.of(why);
        };
    }

    @Override
    public List<String> missing() {
        return availability.state() instanceof KafkaState.Answering(List<String> missing) ? missing : List.of();
    }

    @Override
    public List<WeakTopic> weak() {
        return inspection.weak();
    }
}
