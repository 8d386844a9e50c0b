package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Metrics that a test declares one by one: what was counted and not declared is a defect, too. */
public final class RecordingMetrics implements GatewayMetrics {

    private final List<String> counted = new ArrayList<>();
    private boolean failing;

    /** Declares that this is the next delivery that was counted. */
    void counts(Callback.Format format, Class<? extends Outcome> outcome, Duration took) {
        assertThat(counted).as("metrics").isNotEmpty();
        assertThat(counted.removeFirst()).isEqualTo(delivery(format, outcome, took));
    }

    /** What was counted and not yet declared, in its order. */
    public List<String> counted() {
        return List.copyOf(counted);
    }

    void countsNothingElse() {
        assertThat(counted).as("metrics that the test did not declare").isEmpty();
    }

    /** From now on the outcome of a delivery cannot be counted. */
    void fail() {
        failing = true;
    }

    @Override
    public void callback(Source source, Callback.Format format, Outcome outcome, Duration took) {
        if (failing) {
            throw new IllegalStateException("a fault of the test");
        }
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
    public void overRate(Source source) {
        counted.add("over rate " + source.name());
    }

    @Override
    public void tokenFileRefused(Source source) {
        counted.add("token file refused " + source.name());
    }

    @Override
    public void secrets(List<? extends SecretUse> secrets) {
        counted.add("secrets "
                + secrets.stream()
                        .map(secret -> secret.source() + " " + secret.position())
                        .collect(Collectors.joining(", ")));
    }

    @Override
    public void weakTopics(int topics) {
        counted.add("weak topics " + topics);
    }

    private static String delivery(Callback.Format format, Class<? extends Outcome> outcome, Duration took) {
        return format + " " + outcome.getSimpleName() + " " + took;
    }
}
