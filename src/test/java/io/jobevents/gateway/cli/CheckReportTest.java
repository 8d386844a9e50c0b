package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of the text output of {@code check}: each outcome, to the character. */
final class CheckReportTest {

    @Test
    void event_isARecord() {
        CheckRun run = CheckRun.of("""
                {"JobsDetail":{"JobId":"j1","State":"Success","Tag":"Snapshot","EndTime":"2024-07-19T08:00:00+0800",
                "CreationTime":"yesterday","Operation":{"UserData":"a \\"b\\"","MediaInfo":{"Format":{"Duration":"12345678901234.5"}},
                "MediaResult":{"OutputFile":{"Bucket":"b-1","Region":"r","ObjectName":["x","y"]}}}}}""");

        assertThat(run.out()).isEqualTo("""
                topic        ci.jobs.success.snapshot
                key          j1
                headers      ce_specversion   1.0
                             ce_id            j1-900483a35789e231
                             ce_source        /tencentcloud/ci/-/-
                             ce_type          io.jobevents.job.success
                             ce_subject       j1
                             ce_partitionkey  j1
                             ce_time          2024-07-19T08:00:00+08:00
                             ce_dataschema    urn:jobevents:schemas/job-event/1
                             content-type     application/json
                             ce_jobtag        Snapshot
                             ce_jobstate      Success
                             ce_origin        default
                {
                  "jobId": "j1",
                  "state": "Success",
                  "tag": "Snapshot",
                  "endedAt": "2024-07-19T08:00:00+08:00",
                  "userData": "a \\"b\\"",
                  "outputs": [
                    {
                      "bucket": "b-1",
                      "region": "r",
                      "key": "x"
                    },
                    {
                      "bucket": "b-1",
                      "region": "r",
                      "key": "y"
                    }
                  ],
                  "media": {
                    "format": {
                      "duration": 12345678901234.5
                    }
                  },
                  "details": {
                    "CreationTime": "yesterday"
                  },
                  "warnings": [
                    "time-unreadable"
                  ]
                }
                warnings     time-unreadable
                """);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
    }

    @Test
    void severalEvents_areSeparated() {
        CheckRun run = CheckRun.of("""
                {"JobsDetail":[{"JobId":"j1","State":"Failed"},{"JobId":"j2","State":"Success"}]}""");

        assertThat(run.out()).contains("}\n\ntopic        ci.jobs.success.untagged\nkey          j2\n");
        assertThat(run.out())
                .startsWith("topic        ci.jobs.failed.untagged\nkey          j1\n")
                .endsWith("\n}\n");
    }

    @Test
    void malformedDocument_isRejected() {
        CheckRun run = CheckRun.of("[]");

        assertThat(run.out()).isEqualTo("""
                rejected     unrecognized-format
                             The body is neither XML nor JSON in UTF-8: at byte 0 there should be '<' or '{' (UTF-16 and compressed bodies are not taken).
                quarantine   The body goes to ci.callbacks.rejected; nothing is published.
                """);
        assertThat(run.status()).isOne();
    }

    @Test
    void invalidParts_areRejectedBesideTheEvents() {
        CheckRun run = CheckRun.of("""
                {"JobsDetail":[{"State":"Success"},{"JobId":"j1","State":"Success"},{"JobId":"j2"}]}""");

        assertThat(run.out())
                .startsWith("topic        ci.jobs.success.untagged\n")
                .endsWith("""
                }

                rejected     part 0: missing-job-id
                             JobsDetail[0]/JobId is missing.

                rejected     part 2: missing-state
                             JobsDetail[2] has neither State nor Code.
                quarantine   The whole body goes to ci.callbacks.rejected; the other parts are published.
                """);
        assertThat(run.status()).isOne();
    }

    @Test
    void onlyInvalidParts_nothingIsPublished() {
        CheckRun run = CheckRun.of("{\"JobsDetail\":{\"State\":\"Success\"}}");

        assertThat(run.out()).isEqualTo("""
                rejected     part 0: missing-job-id
                             JobsDetail[0]/JobId is missing.
                quarantine   The body goes to ci.callbacks.rejected; nothing is published.
                """);
        assertThat(run.status()).isOne();
    }

    @Test
    void probe_isNotRejected() {
        CheckRun run = CheckRun.of("");

        assertThat(run.out()).isEqualTo("probe        A test of the URL, answered 200; nothing is published.\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void undecodableBytes_areReportedBesideTheEvent() {
        byte[] body = "{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"Success\",\"Message\":\"\u00C4\"}}"
                .getBytes(StandardCharsets.ISO_8859_1);

        CheckRun run = CheckRun.of(body, Map.of());

        assertThat(run.out()).contains("\"message\": \"\uFFFD\"").endsWith("""
                }
                warnings     illegal-characters-replaced

                undecodable  At byte 57 there is no character of UTF-8; what cannot be decoded was replaced.
                quarantine   The body goes to ci.callbacks.rejected beside its events.
                """);
        assertThat(run.status()).isOne();
    }

    @Test
    void tooLargeBody_isRefused() {
        CheckRun run = CheckRun.of(new byte[1025], Map.of("gateway.http.max-body-size", "1K"));

        assertThat(run.out()).isEqualTo("""
                refused      body-too-large
                             A callback may have at most 1024 bytes (gateway.http.max-body-size).
                             The answer would be 413, and the body would not be kept.
                """);
        assertThat(run.status()).isOne();
    }

    @Test
    void settings_applyToTopicsBucketsAndSchemas() {
        Map<String, String> settings = Map.of(
                "gateway.topics.prefix", "media",
                "gateway.topics.extra-tags", "Mine",
                "gateway.schemas.base-uri", "https://ci.example/schemas",
                "gateway.accept.buckets", "b-1");
        String job =
                "{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"Success\",\"Tag\":\"Mine\",\"Input\":{\"BucketId\":\"%s\"}}}";

        CheckRun accepted = CheckRun.of(job.formatted("b-1").getBytes(StandardCharsets.UTF_8), settings);
        CheckRun other = CheckRun.of(job.formatted("b-2").getBytes(StandardCharsets.UTF_8), settings);

        assertThat(accepted.out()).contains("media.jobs.success.mine\n", "https://ci.example/schemas/job-event/1\n");
        assertThat(other.out()).contains("part 0: bucket-not-accepted\n", "media.callbacks.rejected");
    }

    @Test
    void controlCharacters_areEscaped() {
        CheckRun run = CheckRun.of("""
                {"JobsDetail":{"JobId":"j\u202E1","State":"Success","Tag":"T\u200F","Message":"\u009B31m\\u007f\\n\\ttab",
                "\u202Ename":"x"}}""");

        assertThat(run.out())
                .contains(
                        "key          j\\u202e1\n",
                        "  T\\u200f\n",
                        "\"message\": \"\\u009b31m\\u007f\\n\\ttab\"",
                        "\"\\u202ename\": \"x\"");
    }

    @Test
    void detailWithTextOfTheBody_isOneLine() {
        CheckRun run = CheckRun.of("{\u202E\u009B31m}");

        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out())
                .contains("rejected     malformed-json\n", "\\u202e")
                .doesNotContain("\u202E", "\u009B");
    }
}
