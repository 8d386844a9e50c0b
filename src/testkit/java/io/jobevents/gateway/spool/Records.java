package io.jobevents.gateway.spool;

import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Records for tests of the spool. */
final class Records {

    private static final Instant RECEIVED = Instant.parse("2026-03-01T08:00:00.250Z");

    private Records() {}

    static EventRecord record(String id, String topic) {
        return record(id, topic, "{\"jobId\":\"值\"}".getBytes(StandardCharsets.UTF_8));
    }

    static EventRecord record(String id, String topic, byte[] value) {
        return record(id, topic, value, RECEIVED);
    }

    static EventRecord record(String id, String topic, byte[] value, Instant received) {
        List<String> substitutes =
                topic.equals("jobs.success.dna") ? List.of("jobs.success.other", "jobs.other.other") : List.of();
        List<Header> headers = List.of(new Header("ce_id", id), new Header("name", "值 \"x\""));
        return new EventRecord(id, Route.of(topic, substitutes), id.split("-")[0], headers, value, received);
    }
}
