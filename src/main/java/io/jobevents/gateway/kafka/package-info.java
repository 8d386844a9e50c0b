/**
 * The door out: records go to their topics, and an ack, or the lack of one, comes back.
 *
 * <p>{@link io.jobevents.gateway.record.EventRecord}s enter through {@link io.jobevents.gateway.kafka.KafkaPublisher};
 * which topic takes them is answered by {@link io.jobevents.gateway.kafka.TopicDirectory} without asking Kafka each time.
 * No event loop waits here: what may block in Kafka's client runs on threads of this room. It knows the root package and
 * {@code record}.
 */
@NullMarked
package io.jobevents.gateway.kafka;

import org.jspecify.annotations.NullMarked;
