package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Fake metrics that record each call. A test expects each call, and {@link #countsNothingElse} fails if others are left. */
public final class RecordingMetrics implements GatewayMetrics {

    private final List<String> counted = new ArrayList<>();
    private boolean failing;

    /** Asserts that this delivery is the next recorded call, and removes it. */
    void counts(Callback.Format format, Class<? extends Outcome> outcome, Duration took) {
        assertThat(counted).as("metrics").isNotEmpty();
        assertThat(counted.removeFirst()).isEqualTo(delivery(format, outcome, took));
    }

    /** The recorded calls that the test has not removed, in order. */
    public List<String> counted() {
        return List.copyOf(counted);
    }

    void countsNothingElse() {
        assertThat(counted).as("metrics that the test did not expect").isEmpty();
    }

    /** From now on counting the outcome of a delivery throws. */
    void fail() {
        failing = true;
    }

    @Override
    public void callback(Source source, Callback.Format format, Outcome outcome, Duration took) {
        if (failing) {
            throw new IllegalStateException("thrown by the test");
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
