package io.jobevents.gateway.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.HandSetClock;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.QuarantineTopic.Use;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.callback.Bounds;
import io.jobevents.gateway.callback.CallbackDecoder;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.event.CallbackEvents;
import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.event.PersonalData;
import io.jobevents.gateway.record.CloudEvent;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.record.TagCatalogue;
import io.jobevents.gateway.replay.Replay.Report;
import io.jobevents.gateway.replay.Tally.Fate;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Replays of a topic in memory. */
final class ReplayTest {

    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final String BUCKET = "media-125";

    private final FakeQuarantine topic = new FakeQuarantine();
    private final Kafka kafka = new Kafka();
    private final Seen seen = new Seen();
    private final Replay replay = new Replay(
            topic,
            new CallbackRecords(
                    new CallbackDecoder(new Bounds(64, 1000, 100), CallbackEvents.nodeNames()),
                    Map.of("default", new CallbackEvents(Set.of(BUCKET), PersonalData.KEEP, 1 << 20)),
                    new CloudEvent("urn:jobevents:schemas", new TagCatalogue(Set.of()))),
            kafka,
            new HandSetClock(NOW));

    @Test
    void soundBody_isPublishedAndResolved() {
        topic.body(1, "k1", Reason.BUCKET_NOT_ACCEPTED, job("j1"));

        Report report = run(Selection.ALL);

        assertThat(report.failures()).isEmpty();
        assertThat(report.tally().of("bucket-not-accepted", Fate.REPLAYED)).isEqualTo(1);
        assertThat(topic.tombstones()).containsExactly("1 k1");
        EventRecord record = kafka.published.getFirst();
        assertThat(record.id()).isEqualTo(idOf(job("j1")));
        assertThat(record.receivedAt()).isEqualTo(NOW);
        assertThat(record.headers())
                .contains(
                        new Header("ce_origin", "default"),
                        new Header("ce_receivedat", FakeQuarantine.RECEIVED.toString()));
    }

    @Test
    void rejectedBody_staysOpen() {
        topic.body(0, "malformed", Reason.MALFORMED_JSON, "{\"JobsDetail\":");
        topic.body(
                0,
                "partly",
                Reason.MISSING_JOB_ID,
                "{\"JobsDetail\":[%s,{\"State\":\"Success\"}]}".formatted(detail("j1")));
        topic.body(0, "probe", Reason.UNKNOWN_CALLBACK, "{\"message\":\"probe\"}");

        Report report = run(Selection.ALL);

        assertThat(report.failures()).isEmpty();
        assertThat(report.tally().total(Fate.AT_FAULT)).isEqualTo(3);
        assertThat(kafka.published).isEmpty();
        assertThat(topic.tombstones()).isEmpty();
    }

    @Test
    void bodyWithAReplacedByte_staysOpen() {
        Body body = gbk(Optional.empty());

        Verdict verdict = Verdict.of(body, callbacks(Set.of()), NOW);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.AtFault.class,
                        fault -> assertThat(fault.rejection().reason()).isEqualTo(Reason.UNDECODABLE_BYTES));
    }

    @Test
    void contentTypeOfTheBody_isUsed() {
        Body body = gbk(Optional.of("application/json; charset=gbk"));

        assertThat(Verdict.of(body, callbacks(Set.of()), NOW)).isInstanceOf(Verdict.Sound.class);
    }

    private static Body gbk(Optional<String> contentType) {
        return new Body(
                new Place(0, 0),
                "k",
                Optional.of(Reason.UNDECODABLE_BYTES),
                "",
                NOW,
                contentType,
                "default",
                "{\"JobsDetail\":{\"JobId\":\"j1\",\"State\":\"Success\",\"Message\":\"\u4f60\u597d\"}}"
                        .getBytes(Charset.forName("GBK")));
    }

    @Test
    void body_isOpenUnlessATombstoneFollowsInItsPartition() {
        topic.body(0, "resolved", Reason.BUCKET_NOT_ACCEPTED, job("j1"));
        topic.tombstone(0, "resolved");
        topic.body(0, "again", Reason.BUCKET_NOT_ACCEPTED, job("j2"));
        topic.tombstone(0, "again");
        topic.body(0, "again", Reason.BUCKET_NOT_ACCEPTED, job("j2"));
        topic.body(1, "elsewhere", Reason.BUCKET_NOT_ACCEPTED, job("j3"));
        topic.tombstone(0, "elsewhere");
        topic.body(2, "twice", Reason.BUCKET_NOT_ACCEPTED, job("j4"));
        topic.body(2, "twice", Reason.BUCKET_NOT_ACCEPTED, job("j4"));
        int before = topic.tombstones().size();

        Report report = run(Selection.ALL);

        assertThat(report.tally().total()).isEqualTo(3);
        assertThat(kafka.ids()).containsExactly(idOf(job("j2")), idOf(job("j3")), idOf(job("j4")));
        assertThat(topic.tombstones().subList(before, topic.tombstones().size()))
                .containsExactly("0 again", "1 elsewhere", "2 twice");
    }

    @Test
    void secondRun_publishesNothing() {
        topic.body(0, "k1", Reason.BUCKET_NOT_ACCEPTED, job("j1"));
        topic.body(1, "k2", Reason.MALFORMED_XML, "<broken");
        run(Selection.ALL);
        kafka.published.clear();

        Report report = run(Selection.ALL);

        assertThat(kafka.published).isEmpty();
        assertThat(report.tally().total()).isEqualTo(1);
        assertThat(report.tally().of("malformed-xml", Fate.AT_FAULT)).isEqualTo(1);
    }

    @Test
    void selection_appliesAllFilters() {
        Instant early = NOW.minus(Duration.ofHours(2));
        topic.body(0, "a", Reason.BUCKET_NOT_ACCEPTED, job("a"), "default", early);
        topic.body(0, "b", Reason.BUCKET_NOT_ACCEPTED, job("b"), "default", NOW);
        topic.body(0, "c", Reason.EVENT_TOO_LARGE, job("c"), "default", NOW);
        topic.body(0, "d", Reason.BUCKET_NOT_ACCEPTED, job("d"), "media", NOW);

        assertThat(keysOf(selection(Set.of(Reason.BUCKET_NOT_ACCEPTED), null, null, Set.of(), null)))
                .containsExactly("a", "b", "d");
        assertThat(keysOf(selection(Set.of(), NOW, null, Set.of(), null))).containsExactly("b", "c", "d");
        assertThat(keysOf(selection(Set.of(), null, NOW, Set.of(), null))).containsExactly("a");
        assertThat(keysOf(selection(Set.of(), null, null, Set.of("c", "d"), null)))
                .containsExactly("c", "d");
        assertThat(keysOf(selection(Set.of(), null, null, Set.of(), "media"))).containsExactly("d");
        assertThat(keysOf(selection(Set.of(Reason.BUCKET_NOT_ACCEPTED), NOW, null, Set.of("b", "c"), "default")))
                .containsExactly("b");
        assertThat(topic.uses()).containsOnly(Use.READ);
    }

    @Test
    void unknownSource_isSkipped() {
        topic.body(0, "k", Reason.BUCKET_NOT_ACCEPTED, job("j1"), "media", NOW);

        Report report = run(Selection.ALL);

        assertThat(report.tally().of("bucket-not-accepted", Fate.SKIPPED)).isEqualTo(1);
        assertThat(kafka.published).isEmpty();
        assertThat(seen.verdicts).containsExactly(new Verdict.UnknownSource("media"));
    }

    @Test
    void body_isDecodedWithTheSettingsOfItsSource() {
        Map<String, CallbackEvents> bySource = Map.of(
                "default", new CallbackEvents(Set.of("another-125"), PersonalData.KEEP, 1 << 20),
                "media", new CallbackEvents(Set.of(BUCKET), PersonalData.KEEP, 1 << 20));
        CallbackRecords callbacks = new CallbackRecords(
                new CallbackDecoder(new Bounds(64, 1000, 100), CallbackEvents.nodeNames()),
                bySource,
                GoldenPairs.ENVELOPE);

        Verdict byDefault = Verdict.of(topic.body(0, "k", Reason.BUCKET_NOT_ACCEPTED, job("j1")), callbacks, NOW);
        Verdict media = Verdict.of(
                topic.body(0, "media-k", Reason.BUCKET_NOT_ACCEPTED, job("j1"), "media", NOW), callbacks, NOW);

        assertThat(byDefault).isInstanceOf(Verdict.AtFault.class);
        assertThat(media)
                .isInstanceOfSatisfying(
                        Verdict.Sound.class,
                        sound -> assertThat(sound.records())
                                .singleElement()
                                .satisfies(record ->
                                        assertThat(record.headers()).contains(new Header("ce_origin", "media"))));
    }

    @Test
    void recordWithoutKey_isSkipped() {
        topic.body(0, "", Reason.BUCKET_NOT_ACCEPTED, job("j1"));
        topic.body(0, "", Reason.BUCKET_NOT_ACCEPTED, job("j2"));

        Report report = run(Selection.ALL);

        assertThat(report.tally().of("bucket-not-accepted", Fate.SKIPPED)).isEqualTo(2);
        assertThat(kafka.published).isEmpty();
    }

    @Test
    void recordGoneMeanwhile_isSkipped() {
        topic.compacts(topic.body(0, "k1", Reason.BUCKET_NOT_ACCEPTED, job("j1")));
        topic.body(0, "k2", Reason.BUCKET_NOT_ACCEPTED, job("j2"));

        Report report = run(Selection.ALL);

        assertThat(report.failures()).isEmpty();
        assertThat(report.tally().of("bucket-not-accepted", Fate.SKIPPED)).isEqualTo(1);
        assertThat(topic.tombstones()).containsExactly("0 k2");
    }

    @Test
    void dryRun_writesNothing() {
        topic.body(0, "k1", Reason.BUCKET_NOT_ACCEPTED, job("j1"));
        topic.body(0, "k2", Reason.MALFORMED_JSON, "{");

        Report report = replay.dryRun(Selection.ALL, seen);

        assertThat(report.tally().of("bucket-not-accepted", Fate.REPLAYED)).isEqualTo(1);
        assertThat(report.tally().of("malformed-json", Fate.AT_FAULT)).isEqualTo(1);
        assertThat(seen.verdicts).hasSize(2);
        assertThat(kafka.published).isEmpty();
        assertThat(topic.tombstones()).isEmpty();
        assertThat(topic.uses()).containsExactly(Use.READ);
    }

    @Test
    void bodyOfSeveralParts_isResolvedWhenAllAreAcknowledged() {
        kafka.unacknowledged.put("jobs.failed.untagged", Cause.NOT_AUTHORIZED);
        topic.body(
                0,
                "both",
                Reason.BUCKET_NOT_ACCEPTED,
                "{\"JobsDetail\":[%s,%s]}".formatted(detail("j1"), failed("j2")));
        topic.body(0, "one", Reason.BUCKET_NOT_ACCEPTED, job("j3"));

        Report report = run(Selection.ALL);

        assertThat(report.failures())
                .containsExactly("Kafka refuses events for the topic jobs.failed.untagged: not-authorized");
        assertThat(topic.tombstones()).containsExactly("0 one");
        assertThat(report.tally().of("bucket-not-accepted", Fate.REPLAYED)).isEqualTo(1);
        assertThat(report.tally().of("bucket-not-accepted", Fate.SKIPPED)).isEqualTo(1);
    }

    @Test
    void missingAck_endsTheRun_andTheRestIsSkipped() {
        kafka.unacknowledged.put("jobs.failed.untagged", Cause.UNACKNOWLEDGED);
        topic.body(0, "silent", Reason.BUCKET_NOT_ACCEPTED, "{\"JobsDetail\":%s}".formatted(failed("j0")));
        IntStream.range(1, 250).forEach(i -> topic.body(0, "k" + i, Reason.BUCKET_NOT_ACCEPTED, job("j" + i)));

        Report report = run(Selection.ALL);

        assertThat(report.failures()).containsExactly("Kafka did not acknowledge the events");
        assertThat(kafka.published).hasSize(100);
        assertThat(report.tally().of("bucket-not-accepted", Fate.REPLAYED)).isEqualTo(99);
        assertThat(report.tally().of("bucket-not-accepted", Fate.SKIPPED)).isEqualTo(151);
        assertThat(topic.tombstones()).hasSize(99).doesNotContain("0 silent");
    }

    @Test
    void bodiesWithRefusedTombstones_areNotCountedAsReplayed() {
        topic.refusesTombstones();
        topic.body(0, "k1", Reason.BUCKET_NOT_ACCEPTED, job("j1"));

        Report report = run(Selection.ALL);

        assertThat(report.failures()).hasSize(1).first().asString().contains("these bodies stay open");
        assertThat(report.tally().of("bucket-not-accepted", Fate.SKIPPED)).isEqualTo(1);
    }

    @Test
    void failureDuringTheReading_finishesTheBodiesRead() {
        IntStream.range(0, 5).forEach(i -> topic.body(0, "k" + i, Reason.BUCKET_NOT_ACCEPTED, job("j" + i)));
        topic.failsAfter(2);

        Report report = run(Selection.ALL);

        assertThat(report.failures()).containsExactly("Kafka sent nothing");
        assertThat(report.tally().of("bucket-not-accepted", Fate.REPLAYED)).isEqualTo(2);
        assertThat(report.tally().of("bucket-not-accepted", Fate.SKIPPED)).isEqualTo(3);
        assertThat(topic.tombstones()).containsExactly("0 k0", "0 k1");
    }

    @Test
    void stoppedRun_endsAfterTheBatch() {
        IntStream.range(0, 5).forEach(i -> topic.body(0, "k" + i, Reason.BUCKET_NOT_ACCEPTED, job("j" + i)));
        seen.stopAfter = 3;

        Report report = run(Selection.ALL);

        assertThat(report.failures()).containsExactly("The replay was stopped");
        assertThat(report.tally().of("bucket-not-accepted", Fate.REPLAYED)).isEqualTo(3);
        assertThat(report.tally().of("bucket-not-accepted", Fate.SKIPPED)).isEqualTo(2);
        assertThat(topic.tombstones()).hasSize(3);
    }

    @Test
    void knownBodies_areReplayed_withoutReadingTheTopic() throws Exception {
        Body sound = topic.body(0, "k1", Reason.BUCKET_NOT_ACCEPTED, job("j1"));
        Body unkeyed = topic.body(0, "", Reason.BUCKET_NOT_ACCEPTED, job("j2"));
        topic.body(0, "k3", Reason.BUCKET_NOT_ACCEPTED, job("j3"));

        Report report = replay.run(
                new PlacedEntries(List.of(OpenBody.of(unkeyed), OpenBody.of(sound))), Pace.unlimited(), seen);

        assertThat(report.tally().total(Fate.REPLAYED)).isEqualTo(1);
        assertThat(report.tally().total(Fate.SKIPPED)).isEqualTo(1);
        assertThat(topic.tombstones()).containsExactly("0 k1");
        assertThat(topic.read()).isZero();
    }

    @Test
    void manyBodies_arePublishedOnceEach() {
        IntStream.range(0, 1_050).forEach(i -> topic.body(i % 3, "k" + i, Reason.BUCKET_NOT_ACCEPTED, job("j" + i)));

        Report report = run(Selection.ALL);

        assertThat(report.tally().of("bucket-not-accepted", Fate.REPLAYED)).isEqualTo(1_050);
        assertThat(kafka.ids()).hasSize(1_050).doesNotHaveDuplicates();
        assertThat(topic.tombstones()).hasSize(1_050).doesNotHaveDuplicates();
        assertThat(kafka.largestCall).isEqualTo(100);
    }

    private Report run(Selection selection) {
        return replay.run(selection, Pace.unlimited(), seen);
    }

    private List<String> keysOf(Selection selection) {
        Seen listed = new Seen();
        replay.dryRun(selection, listed);
        return listed.keys;
    }

    private static Selection selection(
            Set<Reason> reasons, Instant since, Instant until, Set<String> keys, String source) {
        return new Selection(
                reasons, Optional.ofNullable(since), Optional.ofNullable(until), keys, Optional.ofNullable(source));
    }

    private static CallbackRecords callbacks(Set<String> buckets) {
        return new CallbackRecords(
                new CallbackDecoder(new Bounds(64, 1000, 100), CallbackEvents.nodeNames()),
                Map.of("default", new CallbackEvents(buckets, PersonalData.KEEP, 1 << 20)),
                GoldenPairs.ENVELOPE);
    }

    private static String job(String id) {
        return "{\"JobsDetail\":%s}".formatted(detail(id));
    }

    private static String detail(String id) {
        return "{\"JobId\":\"%s\",\"State\":\"Success\",\"Input\":{\"BucketId\":\"%s\"}}".formatted(id, BUCKET);
    }

    private static String failed(String id) {
        return detail(id).replace("Success", "Failed");
    }

    /** The event id of a delivery with the same body. */
    private static String idOf(String body) {
        return GoldenPairs.records(body.getBytes(UTF_8)).getFirst().id();
    }

    /** Acknowledges all records except those of given topics. */
    private static final class Kafka implements RecordPublisher {

        final Map<String, Cause> unacknowledged = new HashMap<>();
        final List<EventRecord> published = new ArrayList<>();
        int largestCall;

        List<String> ids() {
            return published.stream().map(EventRecord::id).toList();
        }

        @Override
        public void publish(List<EventRecord> records, Consumer<List<Publication>> then) {
            throw new AssertionError("A replay must wait for as long as the producer retries");
        }

        @Override
        public CompletionStage<List<Publication>> republish(List<EventRecord> records, Duration timeout) {
            assertThat(timeout).isEqualTo(DELIVERY_LIMIT);
            published.addAll(records);
            largestCall = Math.max(largestCall, records.size());
            return CompletableFuture.completedStage(
                    records.stream().map(this::publication).toList());
        }

        private Publication publication(EventRecord record) {
            Cause cause = unacknowledged.get(record.route().topic());
            return cause == null
                    ? new Publication.Acknowledged()
                    : new Publication.Unacknowledged(cause, Optional.empty());
        }

        @Override
        public boolean isAway() {
            return false;
        }
    }

    private static final class Seen implements Watcher {

        final List<String> keys = new ArrayList<>();
        final List<Verdict> verdicts = new ArrayList<>();
        int stopAfter = Integer.MAX_VALUE;

        @Override
        public void read(long done, long of) {
            assertThat(done).isBetween(1L, of);
        }

        @Override
        public void judged(Body body, Verdict verdict) {
            keys.add(body.key());
            verdicts.add(verdict);
        }

        @Override
        public void done(long done, long of) {
            assertThat(done).isBetween(1L, of);
        }

        @Override
        public boolean isStopped() {
            return keys.size() >= stopAfter;
        }
    }
}
