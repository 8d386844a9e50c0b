/**
 * Publishes records to Kafka, and reads topics back for the console and for replays.
 *
 * <p>{@link io.jobevents.gateway.kafka.KafkaPublisher} takes {@link io.jobevents.gateway.record.EventRecord}s;
 * {@link io.jobevents.gateway.kafka.TopicDirectory} resolves their topics without a request to Kafka each time. No
 * event loop is blocked: blocking calls of Kafka's client run on threads of this room. Depends on the root package and
 * {@code record}.
 */
@NullMarked
package io.jobevents.gateway.kafka;

import org.jspecify.annotations.NullMarked;
