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

/** A following of topics that the test drives by hand. */
final class LiveFollowingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(5);
    private static final Duration NEVER = Duration.ofHours(1);

    private final FakeTopics topics = new FakeTopics();
    private final Ears ears = new Ears();
    private final LiveFollowing following = follow(NEVER);

    private LiveFollowing follow(Duration refused) {
        return new LiveFollowing(topics, ears, topics.now(), new FollowTimes(MOMENT, refused, MOMENT, MOMENT, MOMENT));
    }

    @AfterEach
    void end() {
        following.close();
        await().atMost(PATIENCE).until(() -> topics.open() == 0);
    }

    @Test
    void kafkaAwayAndBack_goesOnWhereItWas() {
        topics.add("ci.a", true);
        following.start();
        ears.await("following");
        topics.write("ci.a", "before");
        ears.awaitValues("before");

        topics.fail(new TimeoutException("Timed out"));
        ears.await("Kafka does not answer: Timed out");
        topics.failNoMore();
        ears.await("following");
        topics.write("ci.a", "after");

        ears.awaitValues("before", "after");
        assertThat(topics.made()).isEqualTo(1);
    }

    @Test
    void consumerThatFails_isClosed_andAnotherBegins() {
        topics.add("ci.a", true);
        following.start();
        ears.await("following");

        topics.fail(new KafkaException("Broken"));
        ears.await("Kafka fails: Broken");
        await().atMost(PATIENCE).until(() -> topics.made() > 2);
        assertThat(topics.open()).isLessThanOrEqualTo(1);
        topics.failNoMore();
        ears.await("following");
        topics.write("ci.a", "after");

        ears.awaitValues("after");
    }

    @Test
    void close_endsAlsoWhatKafkaDoesNotAnswer() throws Exception {
        topics.beSilent();
        following.start();
        topics.asked.await();

        following.close();
        following.close();

        await().atMost(PATIENCE).until(() -> topics.open() == 0);
        assertThat(ears.told).isEmpty();
        assertThat(topics.made()).isEqualTo(1);
    }

    @Test
    void closeBeforeTheFirstQuestion_endsIt() {
        following.close();

        following.start();

        await().atMost(PATIENCE).until(() -> topics.open() == 0);
        assertThat(ears.told).isEmpty();
    }

    @Test
    void partitionWithoutLeader_delaysNoOther_andIsReadOnceItHasOne() {
        topics.add("ci.a", true);
        topics.add("ci.b", false);
        following.start();
        ears.await("following");
        topics.write("ci.a", "one");
        ears.awaitValues("one");

        topics.add("ci.b", true);
        await().atMost(PATIENCE).until(() -> topics.isRead("ci.b"));
        topics.write("ci.b", "two");

        ears.awaitValues("one", "two");
    }

    @Test
    void writtenWhileThereWasNoLeader_isReadOnceThereIsOne() {
        topics.add("ci.a", true);
        topics.add("ci.b", false);
        topics.write("ci.b", "before");
        try (LiveFollowing later = follow(NEVER)) {
            later.start();
            ears.await("following");
            topics.write("ci.b", "since");

            topics.add("ci.b", true);

            ears.awaitValues("since");
            assertThat(ears.left).isEmpty();
        }
    }

    @Test
    void writtenWhileTheConsumerFailed_isCounted() {
        topics.add("ci.a", true);
        topics.add("ci.b", true);
        following.start();
        ears.await("following");
        topics.write("ci.a", "one");
        ears.awaitValues("one");

        topics.fail(new KafkaException("Broken"));
        ears.await("Kafka fails: Broken");
        topics.write("ci.a", "two");
        topics.write("ci.a", "three");
        topics.write("ci.b", "four");
        topics.add("ci.new", true);
        topics.write("ci.new", "five");
        topics.failNoMore();

        ears.awaitValues("one", "five");
        assertThat(ears.left).containsExactly(3L);
    }

    @Test
    void topicThatVanishes_andComesBack_isReadFromItsBeginning() {
        topics.add("ci.a", true);
        topics.add("ci.b", true);
        following.start();
        ears.await("following");

        topics.remove("ci.b");
        await().atMost(PATIENCE).until(() -> !topics.isRead("ci.b"));
        topics.add("ci.b", true);
        topics.write("ci.b", "new");

        ears.awaitValues("new");
    }

    @Test
    void topicThatMayNotBeRead_isSaid_andTheOthersAreRead() {
        topics.add("ci.a", true);
        topics.add("ci.secret", true);
        topics.refuse("ci.secret");
        following.start();
        ears.await("Kafka refuses to let this user read 1 of the topics, such as ci.secret: it needs Read on them");
        topics.write("ci.a", "one");

        ears.awaitValues("one");
        assertThat(topics.isRead("ci.secret")).isFalse();
    }

    @Test
    void topicThatMayBeReadNow_isTriedAgain() {
        topics.add("ci.secret", true);
        topics.refuse("ci.secret");
        try (LiveFollowing patient = follow(Duration.ofMillis(200))) {
            patient.start();
            ears.await("Kafka refuses to let this user read 1 of the topics, such as ci.secret: it needs Read on them");

            topics.refuseNothing();

            await().atMost(PATIENCE).until(() -> {
                topics.write("ci.secret", "one");
                return ears.values.contains("one");
            });
        }
    }

    /** What a following told. */
    private static final class Ears implements Follower {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private int heard;
        private final List<Long> left = new CopyOnWriteArrayList<>();
        private final List<String> values = new CopyOnWriteArrayList<>();

        @Override
        public void records(List<TopicRecord> records) {
            records.forEach(record -> values.add(new String(record.value().orElseThrow(), UTF_8)));
        }

        @Override
        public void passedOver(long records) {
            left.add(records);
        }

        @Override
        public void following(Optional<String> refused) {
            told.add(refused.orElse("following"));
        }

        @Override
        public void away(String why) {
            told.add(why);
        }

        /** That it was told after what was heard before. */
        private void await(String state) {
            Awaitility.await().atMost(PATIENCE).until(() -> told.lastIndexOf(state) >= heard);
            heard = told.lastIndexOf(state) + 1;
        }

        private void awaitValues(String... all) {
            Awaitility.await().atMost(PATIENCE).until(() -> values.size() >= all.length);
            assertThat(values).containsExactly(all);
        }
    }
}
