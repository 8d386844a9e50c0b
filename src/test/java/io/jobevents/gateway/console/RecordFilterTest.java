package io.jobevents.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.record.TopicRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordFilterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kinds\":[],\"text\":\"\",\"subject\":\"\"}",
                "{\"kinds\":[\"workflow\",\"job\"]}",
                "{\"states\":[\"failed\"]}",
                "{\"tags\":[\"snapshot\"]}",
                "{\"tags\":[\"SNAPSHOT\"]}",
                "{\"sources\":[\"media\"]}",
                "{\"topics\":[\"ci.jobs.failed.snapshot\"]}",
                "{\"warnings\":[\"*\"]}",
                "{\"warnings\":[\"partial-failure\",\"x\"]}",
                "{\"subject\":\"j1\"}",
                "{\"text\":\"KEY\"}",
                "{\"text\":\"j1-0011\"}",
                "{\"text\":\"\\\"JOBID\\\"\"}",
                "{\"states\":[\"failed\"],\"tags\":[\"snapshot\",\"x\"],\"text\":\"inner\"}"
            })
    void record_matches(String filter) {
        assertThat(matches(filter, Records.job(1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kinds\":[\"workflow\"]}",
                "{\"states\":[\"success\"]}",
                "{\"tags\":[\"snap\"]}",
                "{\"sources\":[\"default\"]}",
                "{\"topics\":[\"ci.jobs.failed\"]}",
                "{\"warnings\":[\"inner\"]}",
                "{\"reasons\":[\"malformed\"]}",
                "{\"verdicts\":[\"pass\"]}",
                "{\"moderations\":[\"text\"]}",
                "{\"subject\":\"j\"}",
                "{\"text\":\"j1-00112\"}",
                "{\"states\":[\"failed\"],\"tags\":[\"x\"]}"
            })
    void record_doesNotMatch(String filter) {
        assertThat(matches(filter, Records.job(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"kind\":[]}",
                "{\"kinds\":\"job\"}",
                "{\"kinds\":[1]}",
                "{\"KINDS\":[]}",
                "{\"text\":1}",
                "{\"subject\":null}"
            })
    void invalidFilter_isEmpty(String json) {
        assertThat(RecordFilter.of(Records.json(json))).isEmpty();
    }

    @Test
    void unknownTag_matchesItsOwnNameAndThatOfItsTopic() {
        TopicRecord record = Records.event(
                "ci.jobs.success.other", 1, "{}", "ce_type", "io.jobevents.job.success", "ce_jobtag", "Newest");
        TopicRecord untagged =
                Records.event("ci.jobs.success.untagged", 1, "{}", "ce_type", "io.jobevents.job.success");

        assertThat(matches("{\"tags\":[\"newest\"]}", record)).isTrue();
        assertThat(matches("{\"tags\":[\"other\"]}", record)).isTrue();
        assertThat(matches("{\"tags\":[\"untagged\"]}", record)).isFalse();
        assertThat(matches("{\"tags\":[\"untagged\"]}", untagged)).isTrue();
    }

    @Test
    void text_matchesIgnoringCase() {
        assertThat(isIn("b", "")).isFalse();
        assertThat(isIn("AB", "xaab")).isTrue();
        assertThat(isIn("ab", "xaAB")).isTrue();
        assertThat(isIn("@[", "`{")).isFalse();
        assertThat(isIn("\u00C9T\u00C9", "un \u00E9t\u00E9")).isTrue();
        assertThat(isIn("\u5BA1\u6838", "\u5185\u5BB9\u5BA1\u6838")).isTrue();
        assertThat(new TextScan("a").isIn(new byte[] {(byte) 0xff, 'A'})).isTrue();
    }

    private static boolean isIn(String text, String value) {
        return new TextScan(text).isIn(value.getBytes(UTF_8));
    }

    private static boolean matches(String filter, TopicRecord record) {
        return RecordFilter.of(Records.json(filter)).orElseThrow().matches(new Candidate(record, Records.TOPICS));
    }
}
