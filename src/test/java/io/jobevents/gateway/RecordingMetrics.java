package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Metrics that a test declares one by one: what was counted and not declared is a defect, too. */
final class RecordingMetrics implements GatewayMetrics {

    private final List<String> counted = new ArrayList<>();

    /** Declares that this is the next delivery that was counted. */
    void counts(Callback.Format format, Class<? extends Outcome> outcome, Duration took) {
        assertThat(counted).as("metrics").isNotEmpty();
        assertThat(counted.removeFirst()).isEqualTo(delivery(format, outcome, took));
    }

    void countsNothingElse() {
        assertThat(counted).as("metrics that the test did not declare").isEmpty();
    }

    @Override
    public void callback(Callback.Format format, Outcome outcome, Duration took) {
        counted.add(delivery(format, outcome.getClass(), took));
    }

    @Override
    public void undecodable(boolean copied) {
        counted.add("undecodable " + copied);
    }

    void countsUndecodable(boolean copied) {
        assertThat(counted.remove("undecodable " + copied)).isTrue();
    }

    @Override
    public void acknowledged(EventRecord record, Duration took) {
        counted.add("acknowledged " + record);
    }

    @Override
    public void topicMissing(EventRecord record) {
        counted.add("topic missing " + record);
    }

    @Override
    public void refused(Refusal refusal) {
        counted.add("refused " + refusal);
    }

    @Override
    public void weakTopics(int topics) {
        counted.add("weak topics " + topics);
    }

    private static String delivery(Callback.Format format, Class<? extends Outcome> outcome, Duration took) {
        return format + " " + outcome.getSimpleName() + " " + took;
    }
}
