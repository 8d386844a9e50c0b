package io.jobevents.gateway.tools.faults;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.tools.faults.RejectedBodies.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replays are killed, or run during faults of Kafka, beside each other and beside gateways. */
@Timeout(300)
final class ReplayFault {

    private static final int KILLS = 5;
    private static final String[] SLOWLY = {"--rate", "1000"};
    /** At this rate a run waits for acks in about half of its time, so kills hit it at any step. */
    private static final String[] QUICKLY = {"--rate", "3000"};

    @Test
    void killedAtRandom_nothingIsLost() throws Exception {
        try (Scene scene = Scene.begin(Fault.REPLAY_KILLED)) {
            scene.cluster().addPartitions(scene.prefix(), Cluster.QUARANTINE, 3);
            Replays replays = new Replays(scene);
            replays.reject(3_000);

            List<Integer> left = new ArrayList<>();
            for (int i = 0; i < KILLS; i++) {
                GatewayProcess run = replays.startPublishing(QUICKLY);
                waitAtRandom(300);
                run.kill();
                left.add(replays.open());
            }
            assertThat(left).as("open after each kill").doesNotContain(0);
            assertThat(replays.awaitEnd(replays.start()))
                    .as("status of the last run")
                    .isZero();

            Promises.assertBroughtBack(replays.end(
                    "killed with " + left.stream().map("%,d"::formatted).collect(joining("; ")) + " left open"));
        }
    }

    @Test
    void kafkaFrozen_goesOnOrFails_andAnotherRunFinishes() throws Exception {
        try (Scene scene = Scene.begin(Fault.REPLAY_WHILE_KAFKA_IS_FROZEN)) {
            scene.cluster().addPartitions(scene.prefix(), Cluster.QUARANTINE, 3);
            Replays replays = new Replays(scene);
            replays.reject(2_000);

            GatewayProcess run = replays.startPublishing(SLOWLY);
            waitAtRandom(1_500);
            scene.cluster().freezeAll();
            scene.goOn(15);
            scene.cluster().thawAll();
            int status = replays.awaitEnd(run);
            int left = replays.open();
            assertThat(status).as("status of the frozen run").isBetween(0, 1);
            assertThat(status == 1 || left == 0)
                    .as("done, if it says so; %d left open", left)
                    .isTrue();
            assertThat(replays.awaitEnd(replays.start()))
                    .as("status of another run")
                    .isZero();

            Promises.assertBroughtBack(
                    replays.end("the frozen run ended with status %d and %,d left open".formatted(status, left)));
        }
    }

    @Test
    void twoAtOnce_giveCopiesWithTheSameId() throws Exception {
        try (Scene scene = Scene.begin(Fault.TWO_REPLAYS)) {
            scene.cluster().addPartitions(scene.prefix(), Cluster.QUARANTINE, 3);
            Replays replays = new Replays(scene);
            replays.reject(2_000);

            GatewayProcess first = replays.start(SLOWLY);
            waitAtRandom(500);
            GatewayProcess second = replays.start(SLOWLY);
            assertThat(replays.awaitEnd(first)).as("status of the first").isZero();
            assertThat(replays.awaitEnd(second)).as("status of the second").isZero();

            ReplayReport report = replays.end();
            Promises.assertBroughtBack(report);
            assertThat(report.duplicates()).as("published by both").isPositive();
        }
    }

    @Test
    void rejectedOnBeside_aSecondRunLeavesNothing() throws Exception {
        try (Scene scene = Scene.begin(Fault.REPLAY_BESIDE_REJECTIONS)) {
            Replays replays = new Replays(scene);
            replays.reject(2_000);
            // With more partitions, a body that is rejected again may go to another partition than its first copy.
            scene.cluster().addPartitions(scene.prefix(), Cluster.QUARANTINE, 3);
            scene.cluster().compactOften(scene.prefix(), Cluster.QUARANTINE);
            GatewayProcess gateway = replays.wrongGateway();

            GatewayProcess run = replays.startPublishing(SLOWLY);
            int again = 0;
            while (run.isAlive()) {
                List<Body> some = atRandom(replays.bodies().sound(), 30);
                again += some.size();
                replays.reject(gateway, some);
                replays.reject(gateway, replays.bodies().moreSound(10));
            }
            assertThat(replays.awaitEnd(run)).as("status of the first run").isZero();
            gateway.stop();
            replays.awaitInQuarantine();
            int left = replays.open();
            assertThat(left).as("rejected meanwhile").isPositive();
            long compacted = replays.awaitCompacted();
            assertThat(replays.awaitEnd(replays.start()))
                    .as("status of the second run")
                    .isZero();

            Promises.assertBroughtBack(replays.end(
                    "meanwhile %,d rejected once more and %,d records compacted; %,d open after the first run"
                            .formatted(again, compacted, left)));
        }
    }

    private static List<Body> atRandom(List<Body> bodies, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> bodies.get(ThreadLocalRandom.current().nextInt(bodies.size())))
                .toList();
    }

    @Test
    void topicAbsent_itsBodiesStayOpen() throws Exception {
        try (Scene scene = Scene.begin(Fault.REPLAY_WITHOUT_TOPIC)) {
            Replays replays = new Replays(scene);
            replays.reject(500);
            scene.cluster().deleteTopic(scene.prefix(), TopicFault.REQUIRED);

            assertThat(replays.awaitEnd(replays.start()))
                    .as("status while the topic is absent")
                    .isEqualTo(1);
            int left = replays.open();
            assertThat(left).as("left open").isPositive().isLessThan(500);
            scene.cluster().createTopics(scene.prefix(), List.of(TopicFault.REQUIRED));
            assertThat(replays.awaitEnd(replays.start()))
                    .as("status of another run")
                    .isZero();

            Promises.assertBroughtBack(replays.end("%,d left open until it was there".formatted(left)));
        }
    }

    /** Waits for a random number of milliseconds below the bound, which is shorter than a run. */
    private static void waitAtRandom(int bound) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(bound));
    }
}
