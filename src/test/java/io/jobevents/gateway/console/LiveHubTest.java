package io.jobevents.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobevents.gateway.RecordTopics;
import io.jobevents.gateway.kafka.HandDrivenScheduler;
import io.jobevents.gateway.record.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The viewers of a {@link LiveHub}, whose records and time the test controls. */
final class LiveHubTest {

    private final FakeTopics topics = new FakeTopics();
    private final HandDrivenScheduler time = new HandDrivenScheduler();
    private final LiveHub hub = new LiveHub(topics, Records.TOPICS, time);

    /** A stream that records its events, or refuses them while it is slow. */
    private static final class Screen implements LiveViewer.Sink {
        private final List<JsonNode> states = new ArrayList<>();
        private final List<Long> offsets = new ArrayList<>();
        private long skipped;
        private boolean isSlow;

        @Override
        public boolean send(String event, JsonBody body) {
            if (isSlow) {
                return false;
            }
            JsonNode json = Records.json(body);
            if (event.equals("state")) {
                states.add(json);
            } else {
                StreamSupport.stream(json.path("records").spliterator(), false)
                        .forEach(row -> offsets.add(row.path("offset").longValue()));
                skipped += json.path("skipped").longValue();
            }
            return true;
        }
    }

    private static final class FakeTopics implements RecordTopics {
        private final List<Follower> followers = new ArrayList<>();
        private int closed;
        private boolean fails;

        @Override
        public Following follow(Follower follower) {
            if (fails) {
                throw new IllegalStateException("No consumer");
            }
            followers.add(follower);
            return () -> closed++;
        }

        private Follower now() {
            return followers.getLast();
        }

        @Override
        public Reader reader(Duration patience) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void viewer_receivesMatchingRecordsInOrder() {
        Screen all = join("{}").screen();
        Screen none = join("{\"states\":[\"success\"]}").screen();
        topics.now().following(Optional.empty());

        topics.now().records(jobs(1, 3));
        topics.now().records(jobs(4, 1));
        time.pass(250);

        assertThat(topics.followers).hasSize(1);
        assertThat(all.states).containsExactly(Records.json("{\"following\":true}"));
        assertThat(all.offsets).containsExactly(1L, 2L, 3L, 4L);
        assertThat(all.skipped).isZero();
        assertThat(none.offsets).isEmpty();
        assertThat(none.states).hasSize(1);
    }

    @Test
    void rowsBeyondTheLimit_areCountedAsSkipped() {
        Screen screen = join("{}").screen();

        topics.now().records(jobs(1, 40));
        time.pass(250);
        topics.now().records(jobs(41, 2));
        topics.now().skipped(1_000);
        time.pass(250);

        assertThat(screen.offsets).hasSize(27).startsWith(1L, 2L).endsWith(24L, 25L, 41L, 42L);
        assertThat(screen.skipped).isEqualTo(15 + 1_000);
    }

    @Test
    void slowViewer_losesRows_othersDoNot() {
        Screen slow = join("{}").screen();
        Screen other = join("{}").screen();
        slow.isSlow = true;

        topics.now().records(jobs(1, 10));
        time.pass(250);
        topics.now().away("Kafka does not answer");
        time.pass(250);
        slow.isSlow = false;
        topics.now().records(jobs(11, 1));
        time.pass(250);

        assertThat(other.offsets).hasSize(11);
        assertThat(slow.offsets).containsExactly(11L);
        assertThat(slow.skipped).isEqualTo(10);
        assertThat(slow.states)
                .containsExactly(Records.json("{\"following\":false,\"why\":\"Kafka does not answer\"}"));
    }

    @Test
    void row_isEncodedOnce() {
        join("{}");
        join("{}");
        Candidate candidate = new Candidate(Records.job(1), Records.TOPICS);

        assertThat(candidate.row()).isSameAs(candidate.row());
        assertThat(candidate.row().json()).isSameAs(candidate.row().json());
    }

    @Test
    void viewerBeyondTheLimit_isRefusedUntilOneLeaves() {
        List<Joined> joined = IntStream.range(0, 20).mapToObj(i -> join("{}")).toList();

        assertThat(hub.join(filter("{}"), () -> {
                    throw new AssertionError("A stream was begun");
                }))
                .isEmpty();
        hub.leave(joined.getFirst().viewer());
        hub.leave(joined.getFirst().viewer());
        join("{}");

        assertThat(hub.viewers()).isEqualTo(20);
        assertThat(topics.followers).hasSize(1);
    }

    @Test
    void following_endsAfterTheLastViewerHasLeft() {
        Joined first = join("{}");
        Joined second = join("{}");
        hub.leave(first.viewer());
        time.pass(60_000);
        assertThat(topics.closed).isZero();

        hub.leave(second.viewer());
        time.pass(2_000);
        Joined again = join("{}");
        time.pass(60_000);
        assertThat(topics.closed).isZero();

        hub.leave(again.viewer());
        time.pass(5_000);
        assertThat(topics.closed).isEqualTo(1);
        assertThat(time.delays()).isEmpty();
    }

    @Test
    void endedFollowing_hasNoEffect() {
        hub.leave(join("{}").viewer());
        time.pass(5_000);
        RecordTopics.Follower ended = topics.now();
        Screen screen = join("{}").screen();

        ended.records(jobs(1, 5));
        ended.skipped(5);
        ended.following(Optional.empty());
        topics.now().records(jobs(6, 1));
        time.pass(250);

        assertThat(topics.followers).hasSize(2);
        assertThat(screen.offsets).containsExactly(6L);
        assertThat(screen.skipped).isZero();
        assertThat(screen.states).hasSize(1);
        assertThat(screen.states.getFirst().path("following").booleanValue()).isFalse();
    }

    @Test
    void recordThatCannotBeShown_hasARowThatSaysSo_andOthersAreShown() {
        Screen all = join("{}").screen();
        Screen failed = join("{\"states\":[\"failed\"]}").screen();
        TopicRecord small = odd(2, 10);
        TopicRecord large = odd(3, 10_000);

        topics.now().records(List.of(Records.job(1), small, large, Records.job(4)));
        time.pass(250);

        assertThat(all.offsets).containsExactly(1L, 2L, 3L, 4L);
        assertThat(failed.offsets).containsExactly(1L, 2L, 3L, 4L);
        assertThat(Records.json(Records.row(small).json()))
                .isEqualTo(Records.json("{\"topic\":\"ci.odd\",\"partition\":0,\"offset\":2,\"time\":\"" + Records.TIME
                        + "\",\"kind\":\"other\",\"detail\":\"This record cannot be shown; see the gateway's log.\"}"));
    }

    /** A record that makes the code throw: it has a header without a name, which Kafka does not allow. */
    private static TopicRecord odd(long offset, int length) {
        return Records.event("ci.odd", offset, "x".repeat(length), null, "x");
    }

    @Test
    void followingThatThrows_addsNoViewer() {
        topics.fails = true;
        assertThatThrownBy(() -> join("{}")).hasMessage("No consumer");
        assertThat(hub.viewers()).isZero();
        assertThat(time.delays()).isEmpty();

        topics.fails = false;
        Screen screen = join("{}").screen();
        topics.now().records(jobs(1, 1));
        time.pass(250);

        assertThat(screen.offsets).containsExactly(1L);
    }

    @Test
    void streamThatThrows_addsNoViewer() {
        assertThatThrownBy(() -> hub.join(filter("{}"), () -> {
                    throw new IllegalStateException("Gone");
                }))
                .hasMessage("Gone");
        assertThat(hub.viewers()).isZero();

        time.pass(5_000);

        assertThat(topics.closed).isEqualTo(1);
        assertThat(time.delays()).isEmpty();
    }

    private record Joined(LiveViewer viewer, Screen screen) {}

    private Joined join(String filter) {
        Screen screen = new Screen();
        return new Joined(hub.join(filter(filter), () -> screen).orElseThrow(), screen);
    }

    private static RecordFilter filter(String json) {
        return RecordFilter.of(Records.json(json)).orElseThrow();
    }

    private static List<TopicRecord> jobs(long first, int count) {
        return IntStream.range(0, count).mapToObj(i -> Records.job(first + i)).toList();
    }
}
