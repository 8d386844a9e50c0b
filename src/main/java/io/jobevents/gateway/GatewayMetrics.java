package io.jobevents.gateway;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.List;

/**
 * What operators count. Every label comes from a closed set.
 *
 * <p>Each is described in {@code docs/OPERATIONS.md}, with the alerts that watch it.
 */
public interface GatewayMetrics {

    /** One delivery that the door let in has ended; that is once per delivery. */
    void callback(Source source, Callback.Format format, Outcome outcome, Duration took);

    /**
     * A callback had bytes that could not be decoded; its events go their way.
     *
     * @param copied whether the body could be put in quarantine beside them
     */
    void undecodable(boolean copied);

    /** One record is acknowledged by Kafka. */
    void acknowledged(EventRecord record, Duration took);

    /** One record went to a substitute topic, or had none to go to, since its own is missing. */
    void topicMissing(EventRecord record);

    /** The door has answered a request by itself. */
    void refused(Refusal refusal);

    /** A callback was refused, since the source posts more than its {@code max-rate}. */
    void overRate(Source source);

    /** A file of tokens has changed, and cannot be taken; those of before stay valid. */
    void tokenFileRefused(Source source);

    /** These secrets are valid from now on, and no others. */
    void secrets(List<? extends SecretUse> secrets);

    /** So many of the gateway's topics can lose what Kafka has acknowledged, as of the last look. */
    void weakTopics(int topics);
}
