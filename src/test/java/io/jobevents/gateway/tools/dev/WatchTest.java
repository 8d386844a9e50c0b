package io.jobevents.gateway.tools.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class WatchTest {
    @Test
    void render_showsPlaceKeyHeadersAndValue() {
        assertThat(Watch.render(consumed("{\"jobId\":\"j1\",\"size\":1.50,\"name\":\"电影\"}")))
                .isEqualTo("""
                ci.jobs.success.other  partition 2  offset 7  1970-01-01T00:00:01Z
                key: j1
                ce_id: j1-00
                ce_type: io.jobevents.job.success
                {
                  "jobId" : "j1",
                  "size" : 1.50,
                  "name" : "电影"
                }
                """);
    }

    @Test
    void render_showsWhatIsNotJsonAsText_upTo2kB() {
        assertThat(Watch.render(consumed("<Response>"))).endsWith("\n<Response>\n");
        assertThat(Watch.render(consumed("<".repeat(5000)))).endsWith("\n" + "<".repeat(2048) + "… (5000 bytes)\n");
        assertThat(Watch.render(consumed("{\"a\":1,\"a\":2}"))).endsWith("\n{\"a\":1,\"a\":2}\n");
        assertThat(Watch.render(consumed(""))).endsWith("\n\n");
    }

    @Test
    void render_leavesNoControlCharacters() {
        assertThat(Watch.render(consumed("\u001b[2J\u009b2J\tx"))).endsWith("\n\uFFFD[2J\uFFFD2J\tx\n");
    }

    private static ConsumerRecord<byte[], byte[]> consumed(String value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", "j1-00".getBytes(UTF_8));
        headers.add("ce_type", "io.jobevents.job.success".getBytes(UTF_8));
        return new ConsumerRecord<>(
                "ci.jobs.success.other",
                2,
                7,
                1_000,
                TimestampType.CREATE_TIME,
                2,
                value.length(),
                "j1".getBytes(UTF_8),
                value.getBytes(UTF_8),
                headers,
                Optional.empty());
    }
}
