package io.jobevents.gateway.kafka;

import java.util.List;

/**
 * What the last look at Kafka found.
 *
 * <ul>
 *   <li>{@link Starting}: nothing yet
 *   <li>{@link Answering}: topics; some required ones may be missing
 *   <li>{@link Refusing}: an answer, which is that we may not
 *   <li>{@link Away}: no answer in time, twice in a row if there was one before
 * </ul>
 */
sealed interface KafkaState {
    record Starting() implements KafkaState {}

    record Answering(List<String> missing) implements KafkaState {}

    record Refusing(String why) implements KafkaState {}

    record Away(String why) implements KafkaState {}
}
