package io.jobevents.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of {@link TroubleLog}: at most one line per second and reason. */
final class TroubleLogTest {

    private final HandSetClock clock = new HandSetClock(Instant.parse("2025-05-14T01:30:22Z"));
    private final TroubleLog trouble = new TroubleLog(clock);
    private final LogCapture log = LogCapture.of(TroubleLog.class.getName());

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void rejected_isALineWithReasonIdTopicAndSize() {
        trouble.rejected(Reason.MISSING_JOB_ID, quarantined("ab12"));

        assertThat(log.lines())
                .containsExactly(
                        "INFO Rejected a callback: reason=missing-job-id source=default id=ab12 topic=callbacks.rejected bytes=4");
    }

    @Test
    void fields_haveTheValuesOfTheText_andStateAndTagOfAnEvent() {
        trouble.unavailable(Cause.UNACKNOWLEDGED, event("j1-0123"));

        assertThat(log.lines())
                .containsExactly(
                        "WARN Could not keep a callback: reason=unacknowledged source=default id=j1-0123 topic=jobs.failed.tts bytes=4");
        assertThat(log.fields())
                .singleElement()
                .satisfies(fields -> assertThat(fields)
                        .containsOnly(
                                entry("reason", "unacknowledged"),
                                entry("source", "default"),
                                entry("id", "j1-0123"),
                                entry("topic", "jobs.failed.tts"),
                                entry("state", "failed"),
                                entry("tag", "tts"),
                                entry("bytes", "4"),
                                entry("leftOut", "0")));
    }

    @Test
    void fields_areRemovedAfterTheLine() {
        trouble.rejected(Reason.MISSING_JOB_ID, quarantined("ab12"));

        assertThat(org.jboss.logging.MDC.getMap()).isEmpty();
    }

    @Test
    void rejected_withinASecondOfTheLastLine_isSuppressed() {
        trouble.rejected(Reason.MALFORMED_XML, quarantined("first"));
        clock.passes(Duration.ofMillis(999));
        trouble.rejected(Reason.MALFORMED_XML, quarantined("second"));

        assertThat(log.lines()).singleElement().asString().contains("first");
    }

    @Test
    void nextLine_hasTheCountOfSuppressedLines() {
        trouble.rejected(Reason.MALFORMED_XML, quarantined("first"));
        trouble.rejected(Reason.MALFORMED_XML, quarantined("second"));
        trouble.rejected(Reason.MALFORMED_XML, quarantined("third"));
        clock.passes(Duration.ofSeconds(1));
        trouble.rejected(Reason.MALFORMED_XML, quarantined("fourth"));
        clock.passes(Duration.ofSeconds(1));
        trouble.rejected(Reason.MALFORMED_XML, quarantined("fifth"));

        assertThat(log.lines()).hasSize(3);
        assertThat(log.lines().get(1)).contains("id=fourth").endsWith(" (and 2 before it)");
        assertThat(log.lines().get(2)).contains("id=fifth").doesNotContain("before it");
    }

    @Test
    void reasonsAndKinds_areLimitedSeparately() {
        trouble.rejected(Reason.MALFORMED_XML, quarantined("xml"));
        trouble.rejected(Reason.MALFORMED_JSON, quarantined("json"));
        trouble.unavailable(Cause.RECORD_TOO_LARGE, event("nowhere"));
        trouble.setAside(Cause.RECORD_TOO_LARGE, event("aside"));

        assertThat(log.lines()).hasSize(4);
    }

    private EventRecord quarantined(String key) {
        return new EventRecord(key, Route.QUARANTINE, key, List.of(), "body".getBytes(UTF_8), clock.instant());
    }

    private EventRecord event(String id) {
        Route route = Route.of("jobs.failed.tts", List.of("jobs.failed.other"));
        return new EventRecord(id, route, "key", List.of(), "body".getBytes(UTF_8), clock.instant());
    }
}
