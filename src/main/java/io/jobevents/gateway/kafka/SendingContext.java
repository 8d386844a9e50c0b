package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayMetrics;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all {@link Sending}s share.
 *
 * @param doubt has Kafka polled soon; for any thread
 * @param timer the thread of attempts after the first
 */
record SendingContext(
        Producers producers,
        TopicDirectory directory,
        KafkaAvailability availability,
        Runnable doubt,
        GatewayMetrics metrics,
        ScheduledExecutorService timer) {}
