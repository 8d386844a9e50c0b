package io.jobevents.gateway;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.List;

/**
 * The metrics of callbacks and records. Every label comes from a closed set.
 *
 * <p>{@code docs/OPERATIONS.md} describes each, and the alerts on it.
 */
public interface GatewayMetrics {

    /** A delivery that the door admitted has ended. Called once per delivery. */
    void callback(Source source, Callback.Format format, Outcome outcome, Duration took);

    /**
     * A callback had bytes that could not be decoded; its events are published nevertheless.
     *
     * @param copied whether the body was kept in quarantine
     */
    void undecodable(boolean copied);

    /** One record is acknowledged by Kafka. */
    void acknowledged(EventRecord record, Duration took);

    /** The topic of one record is missing, so that it went to a substitute topic or to none. */
    void topicMissing(EventRecord record);

    /** The door has refused a request. */
    void refused(Refusal refusal);

    /** A callback was refused because the source exceeds its {@code max-rate}. */
    void overRate(Source source);

    /** A changed token file is invalid and was not loaded; the previous tokens stay valid. */
    void tokenFileRefused(Source source);

    /** Replaces the set of valid secrets. */
    void secrets(List<? extends SecretUse> secrets);

    /** Sets the number of the gateway's topics that can lose acknowledged records, as of the last inspection. */
    void weakTopics(int topics);
}
