package io.jobevents.gateway;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.event.EventRecord;
import java.time.Duration;

/**
 * What operators count. Every label comes from a closed set.
 *
 * <p>What to alert on: any {@code unavailable} callback (the sender may never repeat it), {@code rejected} callbacks (the
 * sender changed, or somebody else posts), topics that are missing or can lose records.
 */
public interface GatewayMetrics {

    /** One delivery that the door let in has ended; that is once per delivery. */
    void callback(Callback.Format format, Outcome outcome, Duration took);

    /** One record is acknowledged by Kafka. */
    void acknowledged(EventRecord record, Duration took);

    /** One record went to a substitute topic, or had none to go to, since its own is missing. */
    void topicMissing(EventRecord record);

    /** Metrics that nobody reads. */
    GatewayMetrics NONE = new GatewayMetrics() {
        @Override
        public void callback(Callback.Format format, Outcome outcome, Duration took) {}

        @Override
        public void acknowledged(EventRecord record, Duration took) {}

        @Override
        public void topicMissing(EventRecord record) {}
    };
}
