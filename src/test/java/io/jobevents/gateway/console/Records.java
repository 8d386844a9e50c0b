package io.jobevents.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.record.TopicRecord;
import io.jobevents.gateway.record.TopicRecord.Header;
import io.jobevents.gateway.record.TopicRecord.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records for tests, as a consumer returns them. */
final class Records {

    static final String QUARANTINE = "ci.callbacks.rejected";
    static final Candidate.Topics TOPICS = new Candidate.Topics(QUARANTINE, new TagCatalogue(List.of()));
    static final Instant TIME = Instant.parse("2026-11-20T08:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Records() {}

    /** @param headers names and values in turn */
    static TopicRecord event(String topic, long offset, String value, String... headers) {
        List<Header> all = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(header(headers[i], headers[i + 1].getBytes(UTF_8)));
        }
        return new TopicRecord(
                new Place(topic, 0, offset),
                TIME,
                Optional.of("key".getBytes(UTF_8)),
                all,
                Optional.of(value.getBytes(UTF_8)));
    }

    static TopicRecord job(long offset) {
        return event(
                "ci.jobs.failed.snapshot",
                offset,
                "{\"jobId\":\"j1\",\"details\":{\"warnings\":[\"inner\"]},\"warnings\":[\"value-cut\",\"partial-failure\"]}",
                "ce_type",
                "io.jobevents.job.failed",
                "ce_id",
                "j1-0011",
                "ce_subject",
                "j1",
                "ce_jobtag",
                "Snapshot",
                "ce_jobstate",
                "Failed",
                "ce_origin",
                "media");
    }

    static Header header(String name, byte[] value) {
        return new Header(name, Optional.of(value));
    }

    static RecordRow row(TopicRecord record) {
        return RecordRow.of(record, QUARANTINE);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(JsonBody body) {
        return json(new String(body.bytes(), UTF_8));
    }
}
