package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayMetrics;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The dependencies of all {@link Sending}s.
 *
 * @param pollSoon schedules a poll of Kafka soon; for any thread
 * @param timer runs the attempts after the first
 */
record SendingContext(
        Producers producers,
        TopicDirectory directory,
        KafkaAvailability availability,
        Runnable pollSoon,
        GatewayMetrics metrics,
        ScheduledExecutorService timer) {}
