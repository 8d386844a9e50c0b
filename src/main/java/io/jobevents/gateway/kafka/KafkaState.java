package io.jobevents.gateway.kafka;

import java.util.List;

/**
 * The result of the last metadata request.
 *
 * <ul>
 *   <li>{@link Starting}: no request has ended yet
 *   <li>{@link Answering}: Kafka answered; some required topics may be missing
 *   <li>{@link Refusing}: Kafka refused the authentication or authorization of the gateway
 *   <li>{@link Away}: no answer in time, twice in a row if there was one before
 * </ul>
 */
sealed interface KafkaState {
    record Starting() implements KafkaState {}

    record Answering(List<String> missing) implements KafkaState {}

    record Refusing(String why) implements KafkaState {}

    record Away(String why) implements KafkaState {}
}
