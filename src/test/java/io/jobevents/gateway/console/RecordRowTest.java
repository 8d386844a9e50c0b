package io.jobevents.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.record.TopicRecord;
import io.jobevents.gateway.record.TopicRecord.Header;
import io.jobevents.gateway.record.TopicRecord.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records as rows and as a whole, also foreign and hostile ones. */
final class RecordRowTest {

    @Test
    void job_hasItsFacts() {
        JsonNode row = Records.json(Records.row(Records.job(7)).json());

        assertThat(row).isEqualTo(Records.json("""
                {"topic":"ci.jobs.failed.snapshot","partition":0,"offset":7,"time":"2026-11-20T08:00:00Z","kind":"job",
                 "source":"media","state":"failed","tag":"Snapshot","id":"j1-0011","subject":"j1",
                 "warnings":["value-cut","partial-failure"],"bytes":90}"""));
    }

    @Test
    void moderation_hasItsFacts() {
        TopicRecord record = Records.event(
                "ci.moderation.block.text",
                1,
                "{}",
                "ce_type",
                "io.jobevents.moderation.block",
                "ce_kind",
                "text",
                "ce_verdict",
                "block",
                "ce_label",
                "Ads",
                "ce_jobstate",
                "Success");

        assertThat(Records.json(Records.row(record).json())).isEqualTo(Records.json("""
                {"topic":"ci.moderation.block.text","partition":0,"offset":1,"time":"2026-11-20T08:00:00Z",
                 "kind":"moderation","source":"default","state":"success","moderation":"text","verdict":"block",
                 "label":"Ads","bytes":2}"""));
    }

    @Test
    void quarantine_distinguishesBodiesAndTombstones() {
        TopicRecord body = Records.event(Records.QUARANTINE, 1, "<a", "reason", "malformed", "detail", "no end");
        TopicRecord tombstone = new TopicRecord(body.place(), body.time(), body.key(), List.of(), Optional.empty());

        assertThat(Records.json(Records.row(body).json())).isEqualTo(Records.json("""
                        {"topic":"ci.callbacks.rejected","partition":0,"offset":1,"time":"2026-11-20T08:00:00Z",
                         "kind":"rejected","source":"default","reason":"malformed","detail":"no end","bytes":2}"""));
        assertThat(Records.json(Records.row(tombstone).json()).path("kind").textValue())
                .isEqualTo("resolved");
    }

    @Test
    void emptyRecord_hasARow() {
        TopicRecord record = new TopicRecord(
                new Place("ci.x", 0, 0), Instant.ofEpochMilli(-1), Optional.empty(), List.of(), Optional.empty());

        assertThat(Records.json(Records.row(record).json())).isEqualTo(Records.json("""
                {"topic":"ci.x","partition":0,"offset":0,"time":"1969-12-31T23:59:59.999Z","kind":"other","bytes":0}"""));
        assertThat(Records.json(WholeRecord.json(record, Records.QUARANTINE)).path("headers"))
                .isEmpty();
    }

    @Test
    void hostileHeaders_areTruncated() {
        byte[] huge = "\uD83D\uDE00".repeat(50_000).getBytes(UTF_8);
        TopicRecord record = new TopicRecord(
                new Place("ci.x", 0, 0),
                Records.TIME,
                Optional.of(new byte[] {(byte) 0xC3}),
                List.of(
                        Records.header("ce_type", "io.jobevents.job.success".getBytes(UTF_8)),
                        new Header("ce_type", Optional.empty()),
                        Records.header("ce_subject", huge),
                        Records.header("ce_jobtag", new byte[] {(byte) 0xFF, 0, 27, '<'}),
                        Records.header("\u0000", huge)),
                Optional.of("{\"warnings\":[\"\\ud800\",{}]}".getBytes(UTF_8)));

        JsonNode row = Records.json(Records.row(record).json());
        JsonNode whole = Records.json(WholeRecord.json(record, Records.QUARANTINE));

        assertThat(row.path("kind").textValue()).isEqualTo("other"); // the last of two headers counts
        assertThat(row.path("subject").textValue()).hasSize(512);
        assertThat(row.path("tag").textValue()).isEqualTo("\uFFFD\u0000\u001B<");
        assertThat(whole.path("headers").get(1).has("value")).isFalse();
        assertThat(whole.path("headers").get(4).path("value").textValue())
                .hasSize(2048)
                .doesNotContain("\uFFFD");
        assertThat(whole.path("key").textValue()).isEqualTo("\uFFFD");
        assertThat(whole.has("cut")).isFalse();
    }

    @Test
    void largeValue_isTruncatedBetweenCharacters() {
        TopicRecord record = Records.event("ci.x", 0, "\u00E9".repeat(200_000));

        JsonNode whole = Records.json(WholeRecord.json(record, Records.QUARANTINE));

        assertThat(whole.path("cut").booleanValue()).isTrue();
        assertThat(whole.path("value").textValue()).isEqualTo("\u00E9".repeat(128 << 10));
        assertThat(whole.path("bytes").intValue()).isEqualTo(400_000);
    }

    @Test
    void warnings_areReadFromAnyValue() {
        assertThat(EventWarnings.of(Optional.empty())).isEmpty();
        assertThat(warnings("no JSON \"warnings\"")).isEmpty();
        assertThat(warnings("[\"warnings\"]")).isEmpty();
        assertThat(warnings("{\"warnings\":\"x\"}")).isEmpty();
        assertThat(warnings("{\"a\":{\"warnings\":[\"x\"]}}")).isEmpty();
        assertThat(warnings("{\"warnings\":[\"x\",\"\\ud800\"")).isEmpty();
        assertThat(warnings("{\"warnings\":[\"x\",\"\\ud800\"]}")).containsExactly("x", "?");
    }

    private static List<String> warnings(String value) {
        return EventWarnings.of(Optional.of(value.getBytes(UTF_8)));
    }
}
