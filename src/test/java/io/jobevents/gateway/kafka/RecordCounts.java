package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.SecretUse;
import io.jobevents.gateway.Source;
import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.record.EventRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The metrics that {@code kafka} counts. */
final class RecordCounts implements GatewayMetrics {

    private final List<EventRecord> acknowledged = new ArrayList<>();
    private final List<EventRecord> missing = new ArrayList<>();
    private final List<Integer> weak = new ArrayList<>();

    List<EventRecord> acknowledged() {
        return acknowledged;
    }

    /** The records whose topic was missing. */
    List<EventRecord> missing() {
        return missing;
    }

    /** The counts of weak topics, one per inspection. */
    List<Integer> weak() {
        return weak;
    }

    @Override
    public void acknowledged(EventRecord record, Duration took) {
        acknowledged.add(record);
    }

    @Override
    public void topicMissing(EventRecord record) {
        missing.add(record);
    }

    @Override
    public void weakTopics(int topics) {
        weak.add(topics);
    }

    @Override
    public void callback(Source source, Callback.Format format, Outcome outcome, Duration took) {
        throw new AssertionError("Not counted in this room");
    }

    @Override
    public void undecodable(boolean copied) {
        throw new AssertionError("Not counted in this room");
    }

    @Override
    public void refused(Refusal refusal) {
        throw new AssertionError("Not counted in this room");
    }

    @Override
    public void overRate(Source source) {
        throw new AssertionError("Not counted in this room");
    }

    @Override
    public void tokenFileRefused(Source source) {
        throw new AssertionError("Not counted in this room");
    }

    @Override
    public void secrets(List<? extends SecretUse> secrets) {
        throw new AssertionError("Not counted in this room");
    }
}
