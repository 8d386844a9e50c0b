package io.jobevents.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jobevents.gateway.QuarantineTopic.Use;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.Quarantine.Resolver;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.replay.OpenQueries.Group;
import io.jobevents.gateway.replay.OpenQueries.Mark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The index of open bodies with a topic in memory, and dismissals from it. */
final class OpenIndexTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final FakeQuarantine topic = new FakeQuarantine();
    private final OpenIndex index = new OpenIndex(topic);
    private final Counting watcher = new Counting();

    @AfterEach
    void close() throws InterruptedException {
        index.close();
    }

    @Test
    void firstAccess_readsAll_andTheNextOnlyNewRecords() throws Exception {
        topic.body(0, "a", Reason.MALFORMED_XML, "<a");
        topic.body(0, "b", Reason.MALFORMED_XML, "<b");
        topic.tombstone(0, "a");
        assertThat(keys(OpenFilter.ALL)).containsExactly("b");
        assertThat(topic.read()).isEqualTo(3);
        topic.tombstone(0, "b");
        topic.body(1, "c", Reason.MALFORMED_XML, "<c");

        assertThat(keys(OpenFilter.ALL)).containsExactly("c");
        assertThat(topic.read()).isEqualTo(5);
        assertThat(topic.uses()).containsOnly(Use.READ);
    }

    @Test
    void waitingAccesses_shareOneReading_withAllRecordsBeforeTheirCall() throws Exception {
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch areWaiting = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> holder = threads.submit(() -> index.query(watcher, queries -> {
                isHeld.countDown();
                await(areWaiting);
                return List.of();
            }));
            await(isHeld);
            topic.body(0, "a", Reason.MALFORMED_XML, "<a");

            List<Future<Optional<Long>>> waiting = Stream.generate(() -> threads.submit(() -> {
                        CountDownLatch isWaiting = new CountDownLatch(1);
                        Watcher first = new Counting() {
                            @Override
                            public void read(long done, long of) {
                                if (isWaiting.getCount() == 1) {
                                    isWaiting.countDown();
                                    areWaiting.countDown();
                                }
                            }
                        };
                        return index.query(first, queries -> queries.count(OpenFilter.ALL));
                    }))
                    .limit(2)
                    .toList();
            holder.get();

            for (Future<Optional<Long>> one : waiting) {
                assertThat(one.get()).contains(1L);
            }
        }
        assertThat(topic.uses()).hasSize(2);
    }

    @Test
    void recordsDeletedFromTheTopic_areRemovedFromTheIndex() throws Exception {
        topic.body(0, "a", Reason.MALFORMED_XML, "<a");
        topic.body(0, "b", Reason.MALFORMED_XML, "<b");
        topic.body(1, "c", Reason.MALFORMED_XML, "<c");
        assertThat(keys(OpenFilter.ALL)).hasSize(3);

        topic.beginsAt(0, 1);

        assertThat(keys(OpenFilter.ALL)).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void stoppedAccess_isContinuedByTheNext() throws Exception {
        IntStream.range(0, 10).forEach(i -> topic.body(0, "k" + i, Reason.MALFORMED_XML, "<"));
        watcher.stopAfter = 4;

        assertThat(index.query(watcher, queries -> queries.count(OpenFilter.ALL)))
                .isEmpty();
        assertThat(topic.read()).isEqualTo(4);
        watcher.stopAfter = Integer.MAX_VALUE;

        assertThat(index.query(watcher, queries -> queries.count(OpenFilter.ALL)))
                .contains(10L);
        assertThat(topic.read()).isEqualTo(10);
        assertThat(watcher.last).isEqualTo("10 of 10");
    }

    @Test
    void list_isFiltered_grouped_andPagedFromTheNewest() throws Exception {
        for (int i = 0; i < 7; i++) {
            topic.body(
                    i % 2,
                    "k" + i,
                    i < 4 ? Reason.MALFORMED_XML : Reason.MISSING_STATE,
                    "<" + i,
                    i == 6 ? "media" : "default",
                    NOON.plusSeconds(i));
        }

        assertThat(keys(OpenFilter.ALL)).containsExactly("k6", "k5", "k4", "k3", "k2", "k1", "k0");
        assertThat(keys(filter(Set.of("missing-state"), Set.of(), "", ""))).containsExactly("k6", "k5", "k4");
        assertThat(keys(filter(Set.of(), Set.of("media"), "", ""))).containsExactly("k6");
        assertThat(keys(filter(
                        Set.of(),
                        Set.of(),
                        NOON.plusSeconds(2).toString(),
                        NOON.plusSeconds(4).toString())))
                .containsExactly("k3", "k2");
        assertThat(keys(text("A FAULT of k3"))).containsExactly("k3");
        assertThat(keys(text("' OR 1=1 --"))).isEmpty();
        assertThat(index.query(watcher, queries -> queries.groups(OpenFilter.ALL))
                        .orElseThrow())
                .containsExactly(
                        new Group("malformed-xml", "default", 4),
                        new Group("missing-state", "default", 2),
                        new Group("missing-state", "media", 1));
        List<OpenBody> page = index.query(watcher, queries -> queries.newest(OpenFilter.ALL, Optional.empty(), 3))
                .orElseThrow();
        Mark mark = new Mark(page.getLast().place(), page.getLast().receivedAt());
        assertThat(index.query(watcher, queries -> queries.newest(OpenFilter.ALL, Optional.of(mark), 3))
                        .orElseThrow())
                .extracting(OpenBody::key)
                .containsExactly("k3", "k2", "k1");
    }

    @Test
    void recordsWithoutKey_areListedSeparately_andCannotBeDismissed() throws Exception {
        topic.body(0, "", Reason.MALFORMED_XML, "<a");
        topic.body(0, "", Reason.MALFORMED_XML, "<b");
        assertThat(index.query(watcher, queries -> queries.newest(OpenFilter.ALL, Optional.empty(), 9))
                        .orElseThrow())
                .extracting(OpenBody::key, OpenBody::place)
                .containsExactly(tuple("", new Place(0, 1)), tuple("", new Place(0, 0)));

        Dismissal.Report report = new Dismissal(topic).run(MatchingEntries.of(index, OpenFilter.ALL, watcher), watcher);

        assertThat(report.dismissed()).isZero();
        assertThat(report.failures()).containsExactly("A record without a key cannot be dismissed");
        assertThat(topic.tombstones()).isEmpty();
    }

    @Test
    void place_isOpenUnlessALaterRecordHasItsKey_withAndWithoutAnIndex() throws Exception {
        Body twice = topic.body(0, "twice", Reason.MALFORMED_XML, "<a");
        Body resolved = topic.body(0, "resolved", Reason.MALFORMED_XML, "<b");
        topic.tombstone(0, "resolved");
        Body again = topic.body(0, "twice", Reason.MALFORMED_XML, "<a");
        topic.tombstone(1, "twice");

        for (int round = 0; round < 2; round++) {
            assertThat(index.at(again.place(), watcher)).map(OpenBody::key).contains("twice");
            assertThat(index.at(twice.place(), watcher)).isEmpty();
            assertThat(index.at(resolved.place(), watcher)).isEmpty();
            assertThat(index.at(new Place(7, 0), watcher)).isEmpty();
            keys(OpenFilter.ALL);
            assertThat(index.isComplete()).isTrue();
        }
    }

    @Test
    void placeWithoutAnIndex_readsOnlyLaterRecords() throws Exception {
        IntStream.range(0, 100).forEach(i -> topic.body(0, "k" + i, Reason.MALFORMED_XML, "<"));

        assertThat(index.at(new Place(0, 97), watcher)).isPresent();

        assertThat(topic.read()).isEqualTo(2);
    }

    @Test
    void dismissal_resolvesMatchingBodies_andStopsAfterABatch() throws Exception {
        IntStream.range(0, 1_200)
                .forEach(
                        i -> topic.body(i % 2, "k" + i, i % 3 == 0 ? Reason.MALFORMED_XML : Reason.MISSING_STATE, "<"));
        Dismissal dismissal = new Dismissal(topic);

        Dismissal.Report some = dismissal.run(
                MatchingEntries.of(index, filter(Set.of("malformed-xml"), Set.of(), "", ""), watcher), watcher);
        assertThat(some).isEqualTo(new Dismissal.Report(400, List.of()));
        assertThat(topic.resolvers()).containsOnly(Resolver.DISMISSED);
        assertThat(topic.tombstones()).hasSize(400).doesNotHaveDuplicates();
        assertThat(keys(OpenFilter.ALL)).hasSize(500);
        watcher.stopOnceDone = true;

        Dismissal.Report stopped = dismissal.run(MatchingEntries.of(index, OpenFilter.ALL, watcher), watcher);

        assertThat(stopped).isEqualTo(new Dismissal.Report(500, List.of("The dismissal was stopped")));
    }

    @Test
    void bodiesThatArriveDuringARun_areNotPartOfIt() throws Exception {
        IntStream.range(0, 600).forEach(i -> topic.body(i % 2, "k" + i, Reason.MALFORMED_XML, "<"));
        MatchingEntries entries = MatchingEntries.of(index, OpenFilter.ALL, watcher);
        assertThat(entries.next()).map(OpenBody::key).contains("k0");
        IntStream.range(450, 550).forEach(i -> topic.tombstone(i % 2, "k" + i));
        IntStream.range(600, 800).forEach(i -> topic.body(i % 2, "k" + i, Reason.MALFORMED_XML, "<"));
        topic.body(2, "k800", Reason.MALFORMED_XML, "<");

        List<String> handed = Stream.generate(entries::next)
                .takeWhile(Optional::isPresent)
                .map(body -> body.orElseThrow().key())
                .toList();

        assertThat(handed)
                .hasSizeBetween(499, 598)
                .doesNotHaveDuplicates()
                .contains("k599", "k598")
                .allMatch(key -> Integer.parseInt(key.substring(1)) < 600);
    }

    @Test
    void nonAsciiText_isFoundInItsExactCase() throws Exception {
        topic.body(0, "\u00dcber", Reason.MALFORMED_XML, "<");
        topic.body(0, "", Reason.MALFORMED_XML, "<");

        assertThat(keys(text("\u00dcBER"))).containsExactly("\u00dcber");
        assertThat(keys(text("\uffff")))
                .as("the marker of records without a key")
                .isEmpty();
    }

    @Test
    void failedIndex_isRebuilt() throws Exception {
        topic.body(0, "a", Reason.MALFORMED_XML, "<");
        topic.body(0, "b", Reason.MALFORMED_XML, "<");
        assertThat(keys(OpenFilter.ALL)).hasSize(2);

        assertThatThrownBy(() -> index.query(watcher, queries -> {
                    throw new UncheckedIOException(new IOException("The disk is full"));
                }))
                .hasMessageContaining("The disk is full");

        assertThat(index.isComplete()).isFalse();
        assertThat(keys(OpenFilter.ALL)).hasSize(2);
        assertThat(topic.read()).isEqualTo(4);
    }

    @Test
    void shutdown_stopsAnAccess() throws Exception {
        IntStream.range(0, 10).forEach(i -> topic.body(0, "k" + i, Reason.MALFORMED_XML, "<"));
        index.close();

        assertThat(index.query(watcher, queries -> queries.count(OpenFilter.ALL)))
                .isEmpty();

        assertThat(topic.read()).isEqualTo(1);
    }

    @Test
    void refusedTombstones_areNotCounted() throws Exception {
        topic.body(0, "k", Reason.MALFORMED_XML, "<");
        topic.refusesTombstones();

        Dismissal.Report report = new Dismissal(topic)
                .run(
                        new PlacedEntries(
                                List.of(index.at(new Place(0, 0), watcher).orElseThrow())),
                        watcher);

        assertThat(report.dismissed()).isZero();
        assertThat(report.failures()).singleElement().asString().contains("these bodies stay open");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> keys(OpenFilter filter) throws Exception {
        return index.query(watcher, queries -> queries.newest(filter, Optional.empty(), 500)).orElseThrow().stream()
                .map(OpenBody::key)
                .toList();
    }

    private static OpenFilter text(String text) {
        return new OpenFilter(Set.of(), Set.of(), Optional.empty(), Optional.empty(), text);
    }

    private static OpenFilter filter(Set<String> reasons, Set<String> sources, String since, String until) {
        return new OpenFilter(reasons, sources, time(since), time(until), "");
    }

    private static Optional<Instant> time(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    private static class Counting implements Watcher {
        long stopAfter = Long.MAX_VALUE;
        boolean stopOnceDone;
        String last = "";
        private boolean stopped;

        @Override
        public void read(long done, long of) {
            last = done + " of " + of;
            stopped = done >= stopAfter;
        }

        @Override
        public void judged(Body body, Verdict verdict) {}

        @Override
        public void done(long done, long of) {
            stopped |= stopOnceDone;
        }

        @Override
        public boolean isStopped() {
            return stopped;
        }
    }
}
