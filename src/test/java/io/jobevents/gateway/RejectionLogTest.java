package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Reason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rejections in the log: one line per second and reason, whatever is posted. */
final class RejectionLogTest {

    private final HandSetClock clock = new HandSetClock(Instant.parse("2025-05-14T01:30:22Z"));
    private final RejectionLog rejections = new RejectionLog(clock);
    private final LogCapture log = LogCapture.of(RejectionLog.class.getName());

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void rejected_isALineWithReasonSizeAndKey() {
        rejections.rejected(Reason.MISSING_JOB_ID, "ab12", 345);

        assertThat(log.lines())
                .containsExactly("INFO Rejected a callback: reason=missing-job-id bytes=345 quarantine-key=ab12");
    }

    @Test
    void rejected_isLeftOut_withinASecondOfTheLastLine() {
        rejections.rejected(Reason.MALFORMED_XML, "first", 1);
        clock.passes(Duration.ofMillis(999));
        rejections.rejected(Reason.MALFORMED_XML, "second", 1);

        assertThat(log.lines()).singleElement().asString().contains("first");
    }

    @Test
    void nextLine_countsThoseLeftOut_once() {
        rejections.rejected(Reason.MALFORMED_XML, "first", 1);
        rejections.rejected(Reason.MALFORMED_XML, "second", 1);
        rejections.rejected(Reason.MALFORMED_XML, "third", 1);
        clock.passes(Duration.ofSeconds(1));
        rejections.rejected(Reason.MALFORMED_XML, "fourth", 1);
        clock.passes(Duration.ofSeconds(1));
        rejections.rejected(Reason.MALFORMED_XML, "fifth", 1);

        assertThat(log.lines()).hasSize(3);
        assertThat(log.lines().get(1)).endsWith("quarantine-key=fourth (and 2 before it)");
        assertThat(log.lines().get(2)).endsWith("quarantine-key=fifth");
    }

    @Test
    void reasons_doNotSilenceEachOther() {
        rejections.rejected(Reason.MALFORMED_XML, "xml", 1);
        rejections.rejected(Reason.MALFORMED_JSON, "json", 1);

        assertThat(log.lines()).hasSize(2);
    }
}
