package io.jobevents.gateway.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.RecordTopics.Follower;
import io.jobevents.gateway.record.TopicRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A {@link LiveFollowing} of {@link FakeTopics}. */
final class LiveFollowingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final Duration NEVER = Duration.ofHours(1);

    private final FakeTopics topics = new FakeTopics();
    private final RecordingFollower follower = new RecordingFollower();
    private final LiveFollowing following = follow(NEVER);

    private LiveFollowing follow(Duration refused) {
        return new LiveFollowing(
                topics, follower, topics.now(), new FollowTimes(MOMENT, refused, MOMENT, MOMENT, MOMENT));
    }

    @AfterEach
    void end() {
        following.close();
        await().atMost(PATIENCE).until(() -> topics.open() == 0);
    }

    @Test
    void kafkaUnavailableForAWhile_continuesWithoutLoss() {
        topics.add("ci.a", true);
        following.start();
        follower.await("following");
        topics.write("ci.a", "before");
        follower.awaitValues("before");

        topics.fail(new TimeoutException("Timed out"));
        follower.await("Kafka does not answer: Timed out");
        topics.failNoMore();
        follower.await("following");
        topics.write("ci.a", "after");

        follower.awaitValues("before", "after");
        assertThat(topics.created()).isEqualTo(1);
    }

    @Test
    void failedConsumer_isClosedAndReplaced() {
        topics.add("ci.a", true);
        following.start();
        follower.await("following");

        topics.fail(new KafkaException("Broken"));
        follower.await("Kafka fails: Broken");
        await().atMost(PATIENCE).until(() -> topics.created() > 2);
        assertThat(topics.open()).isLessThanOrEqualTo(1);
        topics.failNoMore();
        follower.await("following");
        topics.write("ci.a", "after");

        follower.awaitValues("after");
    }

    @Test
    void close_unansweredRequest_isAborted() throws Exception {
        topics.stopAnswering();
        following.start();
        topics.unanswered.await();

        following.close();
        following.close();

        await().atMost(PATIENCE).until(() -> topics.open() == 0);
        assertThat(follower.states).isEmpty();
        assertThat(topics.created()).isEqualTo(1);
    }

    @Test
    void closeBeforeStart_endsTheThread() {
        following.close();

        following.start();

        await().atMost(PATIENCE).until(() -> topics.open() == 0);
        assertThat(follower.states).isEmpty();
    }

    @Test
    void partitionWithoutLeader_doesNotDelayOthers_andIsReadOnceItHasALeader() {
        topics.add("ci.a", true);
        topics.add("ci.b", false);
        following.start();
        follower.await("following");
        topics.write("ci.a", "one");
        follower.awaitValues("one");

        topics.add("ci.b", true);
        await().atMost(PATIENCE).until(() -> topics.isRead("ci.b"));
        topics.write("ci.b", "two");

        follower.awaitValues("one", "two");
    }

    @Test
    void recordsSinceTheBeginning_leaderElectedLater_areRead() {
        topics.add("ci.a", true);
        topics.add("ci.b", false);
        topics.write("ci.b", "before");
        try (LiveFollowing later = follow(NEVER)) {
            later.start();
            follower.await("following");
            topics.write("ci.b", "since");

            topics.add("ci.b", true);

            follower.awaitValues("since");
            assertThat(follower.skipped).isEmpty();
        }
    }

    @Test
    void recordsWrittenWhileTheConsumerFailed_areCountedAsSkipped() {
        topics.add("ci.a", true);
        topics.add("ci.b", true);
        following.start();
        follower.await("following");
        topics.write("ci.a", "one");
        follower.awaitValues("one");

        topics.fail(new KafkaException("Broken"));
        follower.await("Kafka fails: Broken");
        topics.write("ci.a", "two");
        topics.write("ci.a", "three");
        topics.write("ci.b", "four");
        topics.add("ci.new", true);
        topics.write("ci.new", "five");
        topics.failNoMore();

        follower.awaitValues("one", "five");
        assertThat(follower.skipped).containsExactly(3L);
    }

    @Test
    void topicCreatedAgain_isReadFromItsBeginning() {
        topics.add("ci.a", true);
        topics.add("ci.b", true);
        following.start();
        follower.await("following");

        topics.remove("ci.b");
        await().atMost(PATIENCE).until(() -> !topics.isRead("ci.b"));
        topics.add("ci.b", true);
        topics.write("ci.b", "new");

        follower.awaitValues("new");
    }

    @Test
    void topicWithoutRight_isReported_andOthersAreRead() {
        topics.add("ci.a", true);
        topics.add("ci.secret", true);
        topics.refuse("ci.secret");
        following.start();
        follower.await("Kafka refuses to let this user read 1 of the topics, such as ci.secret: it needs Read on them");
        topics.write("ci.a", "one");

        follower.awaitValues("one");
        assertThat(topics.isRead("ci.secret")).isFalse();
    }

    @Test
    void topicWithRightGrantedLater_isRead() {
        topics.add("ci.secret", true);
        topics.refuse("ci.secret");
        try (LiveFollowing patient = follow(Duration.ofMillis(200))) {
            patient.start();
            follower.await(
                    "Kafka refuses to let this user read 1 of the topics, such as ci.secret: it needs Read on them");

            topics.refuseNothing();

            await().atMost(PATIENCE).until(() -> {
                topics.write("ci.secret", "one");
                return follower.values.contains("one");
            });
        }
    }

    /** Records the calls of a following. */
    private static final class RecordingFollower implements Follower {
        private final List<String> states = new CopyOnWriteArrayList<>();
        private int awaited;
        private final List<Long> skipped = new CopyOnWriteArrayList<>();
        private final List<String> values = new CopyOnWriteArrayList<>();

        @Override
        public void records(List<TopicRecord> records) {
            records.forEach(record -> values.add(new String(record.value().orElseThrow(), UTF_8)));
        }

        @Override
        public void skipped(long records) {
            skipped.add(records);
        }

        @Override
        public void following(Optional<String> refused) {
            states.add(refused.orElse("following"));
        }

        @Override
        public void away(String why) {
            states.add(why);
        }

        /** Waits for a state later than the one awaited before. */
        private void await(String state) {
            Awaitility.await().atMost(PATIENCE).until(() -> states.lastIndexOf(state) >= awaited);
            awaited = states.lastIndexOf(state) + 1;
        }

        private void awaitValues(String... all) {
            Awaitility.await().atMost(PATIENCE).until(() -> values.size() >= all.length);
            assertThat(values).containsExactly(all);
        }
    }
}
