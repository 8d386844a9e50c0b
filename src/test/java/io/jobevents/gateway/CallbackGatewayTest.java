package io.jobevents.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.callback.Bounds;
import io.jobevents.gateway.callback.Callback.Format;
import io.jobevents.gateway.callback.CallbackDecoder;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.CallbackEvents;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.jobevents.gateway.event.PersonalData;
import io.jobevents.gateway.record.CloudEvent;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.record.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of {@link CallbackGateway} with a fake publisher and a fake spool. */
final class CallbackGatewayTest {

    private static final Instant RECEIVED = Instant.parse("2025-05-14T01:30:22Z");
    private static final Duration HANDLING = Duration.ofMillis(7);

    private static final String SUCCESS =
            "<JobsDetail><JobId>j1</JobId><State>Success</State><Tag>Tts</Tag></JobsDetail>";
    private static final String FAILED =
            "<JobsDetail><JobId>j2</JobId><State>Failed</State><Tag>Tts</Tag></JobsDetail>";
    private static final String NO_ID = "<JobsDetail><State>Failed</State></JobsDetail>";
    private static final String NO_STATE = "<JobsDetail><JobId>j4</JobId></JobsDetail>";
    private static final String WORKFLOW =
            "<WorkflowExecution><RunId>i1</RunId><State>Success</State></WorkflowExecution>";

    private static final RejectedPart NO_ID_AT_1 =
            new RejectedPart(1, new Rejection(Reason.MISSING_JOB_ID, "JobsDetail[1]/JobId is missing."));

    private final FakePublisher kafka = new FakePublisher();
    private final FakeSpool spool = new FakeSpool();
    private static final Source SOURCE = new Source("default", Set.of(), 400, OptionalInt.empty());

    private final RecordingMetrics metrics = new RecordingMetrics();
    private final HandSetClock clock = new HandSetClock(RECEIVED.plus(HANDLING));
    private final CallbackGateway gateway = new CallbackGateway(
            new CallbackRecords(
                    new CallbackDecoder(new Bounds(64, 1000, 100), CallbackEvents.nodeNames()),
                    Map.of("default", new CallbackEvents(Set.of(), PersonalData.KEEP, 1 << 20)),
                    new CloudEvent("urn:jobevents:schemas", new TagCatalogue(Set.of()))),
            kafka,
            spool,
            metrics,
            clock);

    @AfterEach
    void everyMetricWasExpected() {
        metrics.countsNothingElse();
    }

    @Test
    void job_isPublished() {
        Outcome outcome = accept(xml(SUCCESS));

        assertThat(outcome).isEqualTo(new Outcome.Published(publishedIds(), List.of()));
        assertThat(kafka.calls())
                .singleElement()
                .satisfies(records -> assertThat(topics(records)).containsExactly("jobs.success.tts"));
        assertThat(publishedIds()).singleElement().asString().matches("j1-[0-9a-f]{16}");
        assertThat(spool.offered()).isEmpty();
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
    }

    @Test
    void severalJobsAndWorkflow_arePublishedTogether_inTheOrderOfTheCallback() {
        Outcome outcome = accept(xml(WORKFLOW + SUCCESS + FAILED));

        assertThat(kafka.calls())
                .singleElement()
                .satisfies(records -> assertThat(topics(records))
                        .containsExactly("jobs.success.tts", "jobs.failed.tts", "workflows.success"));
        assertThat(outcome).isEqualTo(new Outcome.Published(publishedIds(), List.of()));
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
    }

    @Test
    void repeatedDelivery_hasTheSameIds() {
        Outcome first = accept(xml(SUCCESS + FAILED));
        Outcome second = accept(xml(SUCCESS + FAILED));

        assertThat(second).isEqualTo(first);
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
    }

    @Test
    void rejectedJob_isQuarantinedWithTheEventsOfTheOthers_inOnePublication() {
        String body = xml(SUCCESS + NO_ID + FAILED);

        Outcome outcome = accept(body);

        assertThat(kafka.calls()).singleElement().satisfies(records -> {
            assertThat(topics(records)).containsExactly("jobs.success.tts", "jobs.failed.tts", "callbacks.rejected");
            assertThat(records.getLast().value()).asString(UTF_8).isEqualTo(body);
            assertThat(header(records.getLast(), "reason")).isEqualTo("missing-job-id");
        });
        List<String> ids = publishedIds().subList(0, 2);
        assertThat(outcome).isEqualTo(new Outcome.Published(ids, List.of(NO_ID_AT_1)));
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
    }

    @Test
    void onlyRejectedJobs_callbackIsRejectedWithTheReasonOfTheFirst() {
        String body = xml(NO_ID + NO_STATE);

        Outcome outcome = accept(body);

        Rejection first = new Rejection(Reason.MISSING_JOB_ID, "JobsDetail[0]/JobId is missing.");
        Rejection second = new Rejection(Reason.MISSING_STATE, "JobsDetail[1] has neither State nor Code.");
        assertThat(outcome)
                .isEqualTo(
                        new Outcome.Rejected(first, List.of(new RejectedPart(0, first), new RejectedPart(1, second))));
        assertThat(kafka.calls()).singleElement().satisfies(records -> assertQuarantined(records, body));
        metrics.counts(Format.XML, Outcome.Rejected.class, HANDLING);
    }

    @Test
    void malformedDocument_isRejectedWithoutParts() {
        Outcome outcome = accept("{\"JobsDetail\":");

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> {
            assertThat(rejected.rejection().reason()).isEqualTo(Reason.MALFORMED_JSON);
            assertThat(rejected.parts()).isEmpty();
        });
        assertThat(kafka.calls()).singleElement().satisfies(records -> assertQuarantined(records, "{\"JobsDetail\":"));
        metrics.counts(Format.JSON, Outcome.Rejected.class, HANDLING);
    }

    @Test
    void undecodableBytes_areReplacedInTheEvent_andTheBodyIsQuarantined() {
        byte[] body = undecodable(SUCCESS);

        Outcome outcome = accept(body);

        List<List<EventRecord>> calls = kafka.calls();
        assertThat(topics(calls.get(0))).containsExactly("jobs.success.tts");
        assertThat(topics(calls.get(1))).containsExactly("callbacks.rejected");
        EventRecord copy = calls.get(1).getFirst();
        assertThat(copy.value()).isEqualTo(body);
        assertThat(header(copy, "reason")).isEqualTo("undecodable-bytes");
        assertThat(header(copy, "detail")).startsWith("At byte 21 there is no character of UTF-8");
        assertThat(outcome)
                .isEqualTo(new Outcome.Published(List.of(calls.get(0).getFirst().id()), List.of()));
        metrics.countsUndecodable(true);
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
    }

    @Test
    void undecodableBytes_bodyCannotBeQuarantined_isStillPublished() {
        kafka.leavesUnacknowledged("callbacks.rejected", Cause.UNACKNOWLEDGED);
        spool.refuses();

        Outcome outcome = accept(undecodable(SUCCESS));

        assertThat(outcome).isInstanceOf(Outcome.Published.class);
        metrics.countsUndecodable(false);
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
    }

    @Test
    void undecodableBytes_withARejectedPart_bodyIsQuarantinedOnce() {
        Outcome outcome = accept(undecodable(SUCCESS + NO_ID));

        assertThat(kafka.calls()).singleElement().satisfies(records -> {
            assertThat(topics(records)).containsExactly("jobs.success.tts", "callbacks.rejected");
            assertThat(header(records.getLast(), "reason")).isEqualTo("missing-job-id");
        });
        assertThat(outcome).isInstanceOf(Outcome.Published.class);
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
    }

    private static byte[] undecodable(String parts) {
        return xml("<Note>\u00FF</Note>" + parts)
                .replace("<Note>", "<Note>cut: ")
                .getBytes(ISO_8859_1);
    }

    private Outcome accept(byte[] body) {
        return accept(new Delivery(SOURCE, body, Optional.empty(), RECEIVED, Optional.empty()));
    }

    @Test
    void quarantine_keepsTheHeadersOfTheBody() {
        accept(new Delivery(
                SOURCE, "hello".getBytes(UTF_8), Optional.of("text/plain; charset=x"), RECEIVED, Optional.empty()));

        EventRecord kept = kafka.calls().getFirst().getFirst();
        assertThat(header(kept, "content-type")).isEqualTo("text/plain; charset=x");
        assertThat(header(kept, "received-at")).isEqualTo("2025-05-14T01:30:22Z");
        assertThat(kept.receivedAt()).isEqualTo(RECEIVED);
        metrics.counts(Format.NONE, Outcome.Rejected.class, HANDLING);
    }

    @Test
    void trace_isInTheHeadersOfEvents() {
        TraceContext trace =
                new TraceContext("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01", Optional.of("k=v"));
        String body = xml(SUCCESS + WORKFLOW + NO_ID);

        accept(new Delivery(SOURCE, body.getBytes(UTF_8), Optional.empty(), RECEIVED, Optional.of(trace)));

        List<EventRecord> records = kafka.calls().getFirst();
        assertThat(records.subList(0, 2)).allSatisfy(record -> {
            assertThat(header(record, "traceparent")).isEqualTo(trace.traceparent());
            assertThat(header(record, "tracestate")).isEqualTo("k=v");
        });
        assertThat(records.getLast().headers()).extracting(Header::name).doesNotContain("traceparent");
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
    }

    @Test
    void trace_isInTheHeadersOfSpooledRecords() {
        TraceContext trace = new TraceContext("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01", Optional.empty());
        kafka.leavesUnacknowledged("jobs.success.tts", Cause.UNACKNOWLEDGED);

        accept(new Delivery(SOURCE, xml(SUCCESS).getBytes(UTF_8), Optional.empty(), RECEIVED, Optional.of(trace)));

        assertThat(spool.entries())
                .singleElement()
                .satisfies(entry ->
                        assertThat(header(entry.record(), "traceparent")).isEqualTo(trace.traceparent()));
        metrics.counts(Format.XML, Outcome.Spooled.class, HANDLING);
    }

    @Test
    void trace_changesNoId() {
        TraceContext trace = new TraceContext("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01", Optional.empty());

        Outcome without = accept(xml(SUCCESS));
        Outcome with = accept(
                new Delivery(SOURCE, xml(SUCCESS).getBytes(UTF_8), Optional.empty(), RECEIVED, Optional.of(trace)));

        assertThat(with).isEqualTo(without);
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING);
    }

    @Test
    void probe_isNeitherPublishedNorSpooled() {
        assertThat(accept("")).isEqualTo(new Outcome.Probe());
        assertThat(accept("{\"message\":\"probe\"}")).isEqualTo(new Outcome.Probe());

        assertThat(kafka.calls()).isEmpty();
        assertThat(spool.offered()).isEmpty();
        metrics.counts(Format.NONE, Outcome.Probe.class, HANDLING);
        metrics.counts(Format.JSON, Outcome.Probe.class, HANDLING);
    }

    @ParameterizedTest
    @EnumSource
    void unacknowledged_isSpooled_whateverTheCause(Cause cause) {
        kafka.leavesUnacknowledged("jobs.success.tts", cause);

        Outcome outcome = accept(xml(SUCCESS));

        assertThat(outcome).isEqualTo(new Outcome.Spooled(publishedIds(), List.of()));
        metrics.counts(Format.XML, Outcome.Spooled.class, HANDLING);
    }

    @ParameterizedTest
    @EnumSource
    void unacknowledged_permanentlyRefused_isSpooledWithItsRefusal(Cause cause) {
        kafka.leavesUnacknowledged("jobs.success.tts", cause);

        accept(xml(SUCCESS));

        boolean forGood = cause == Cause.RECORD_TOO_LARGE || cause == Cause.NOT_AUTHORIZED;
        assertThat(spool.entries())
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.refusal()).isEqualTo(Optional.of(cause).filter(it -> forGood)));
        metrics.counts(Format.XML, Outcome.Spooled.class, HANDLING);
    }

    @Test
    void spooledEntry_hasThePendingAck() {
        kafka.leavesUnacknowledged("jobs.success.tts", Cause.UNACKNOWLEDGED);

        accept(xml(SUCCESS + FAILED));

        assertThat(spool.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.late()).containsSame(kafka.late()));
        metrics.counts(Format.XML, Outcome.Spooled.class, HANDLING);
    }

    @Test
    void spool_getsOnlyUnacknowledgedRecords() {
        kafka.leavesUnacknowledged("jobs.failed.tts", Cause.TOPIC_MISSING);

        Outcome outcome = accept(xml(SUCCESS + FAILED + NO_ID));

        assertThat(spool.offered())
                .singleElement()
                .satisfies(records -> assertThat(topics(records)).containsExactly("jobs.failed.tts"));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Spooled.class, spooled -> {
            assertThat(spooled.events()).isEqualTo(publishedIds().subList(0, 2));
            assertThat(spooled.rejected()).extracting(RejectedPart::index).containsExactly(2);
        });
        metrics.counts(Format.XML, Outcome.Spooled.class, HANDLING);
    }

    @Test
    void unacknowledgedQuarantine_isSpooled_andTheAnswerIsStillRejected() {
        kafka.leavesUnacknowledged("callbacks.rejected", Cause.UNACKNOWLEDGED);
        String body = xml(NO_ID);

        Outcome outcome = accept(body);

        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        assertThat(spool.offered()).singleElement().satisfies(records -> assertQuarantined(records, body));
        metrics.counts(Format.XML, Outcome.Rejected.class, HANDLING);
    }

    @ParameterizedTest
    @EnumSource
    void unacknowledged_isUnavailable_ifTheSpoolRefuses(Cause cause) {
        kafka.leavesUnacknowledged("jobs.success.tts", cause);
        spool.refuses();

        assertThat(accept(xml(SUCCESS))).isEqualTo(new Outcome.Unavailable(cause));

        metrics.counts(Format.XML, Outcome.Unavailable.class, HANDLING);
    }

    @Test
    void unavailable_namesTheFirstCause() {
        kafka.leavesUnacknowledged("jobs.failed.tts", Cause.RECORD_TOO_LARGE);
        kafka.leavesUnacknowledged("workflows.success", Cause.TOPIC_MISSING);
        spool.refuses();

        assertThat(accept(xml(SUCCESS + FAILED + WORKFLOW))).isEqualTo(new Outcome.Unavailable(Cause.RECORD_TOO_LARGE));

        metrics.counts(Format.XML, Outcome.Unavailable.class, HANDLING);
    }

    @Test
    void rejected_isUnavailable_ifTheBodyCannotBeStored() {
        kafka.leavesUnacknowledged("callbacks.rejected", Cause.NOT_AUTHORIZED);
        spool.refuses();

        assertThat(accept("hello")).isEqualTo(new Outcome.Unavailable(Cause.NOT_AUTHORIZED));
        assertThat(accept(xml(SUCCESS + NO_ID))).isEqualTo(new Outcome.Unavailable(Cause.NOT_AUTHORIZED));

        metrics.counts(Format.NONE, Outcome.Unavailable.class, HANDLING);
        metrics.counts(Format.XML, Outcome.Unavailable.class, HANDLING);
    }

    @Test
    void outcome_waitsForTheAck() {
        kafka.stalls();

        CompletableFuture<Outcome> outcome = accepting(delivery(xml(SUCCESS)));
        assertThat(outcome).isNotDone();
        clock.passes(Duration.ofSeconds(1));
        kafka.release();

        assertThat(outcome).isCompletedWithValue(new Outcome.Published(publishedIds(), List.of()));
        metrics.counts(Format.XML, Outcome.Published.class, HANDLING.plusSeconds(1));
    }

    @Test
    void exceptionAfterTheAck_completesExceptionally() {
        kafka.stalls();
        CompletableFuture<Outcome> outcome = accepting(delivery(xml(SUCCESS)));
        metrics.fail();

        kafka.release();

        assertThat(outcome).isCompletedExceptionally();
    }

    @Test
    void exceptionBeforeTheAck_completesExceptionally() {
        Delivery ofUnknownSource = new Delivery(
                new Source("nobody", Set.of(), 400, OptionalInt.empty()),
                xml(SUCCESS).getBytes(UTF_8),
                Optional.empty(),
                RECEIVED,
                Optional.empty());

        assertThat(accepting(ofUnknownSource)).isCompletedExceptionally();
        assertThat(kafka.calls()).isEmpty();
    }

    private Outcome accept(String body) {
        return accept(delivery(body));
    }

    private Outcome accept(Delivery delivery) {
        return accepting(delivery).orTimeout(10, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<Outcome> accepting(Delivery delivery) {
        CompletableFuture<Outcome> told = new CompletableFuture<>();
        gateway.accept(delivery, new Ending() {
            @Override
            public void ended(Outcome outcome) {
                assertThat(told.complete(outcome)).as("told once").isTrue();
            }

            @Override
            public void failed(Throwable fault) {
                assertThat(told.completeExceptionally(fault)).as("told once").isTrue();
            }
        });
        return told;
    }

    private static Delivery delivery(String body) {
        return new Delivery(SOURCE, body.getBytes(UTF_8), Optional.empty(), RECEIVED, Optional.empty());
    }

    private static String xml(String parts) {
        return "<Response>" + parts + "</Response>";
    }

    private List<String> publishedIds() {
        return kafka.calls().getFirst().stream().map(EventRecord::id).toList();
    }

    private static List<String> topics(List<EventRecord> records) {
        return records.stream().map(record -> record.route().topic()).toList();
    }

    private static String header(EventRecord record, String name) {
        return record.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst()
                .orElseThrow();
    }

    private static void assertQuarantined(List<EventRecord> records, String body) {
        assertThat(topics(records)).containsExactly("callbacks.rejected");
        assertThat(records.getFirst().value()).asString(UTF_8).isEqualTo(body);
    }
}
