package io.jobevents.gateway.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.SoakRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Required topics are missing. */
@Timeout(300)
final class TopicFault {

    static final String REQUIRED = "jobs.failed.other";

    @Test
    void requiredTopicAbsent_itsRecordsWait_theOthersDoNot() throws Exception {
        try (Scene scene = Scene.begin(Fault.REQUIRED_TOPIC_ABSENT)) {
            GatewayProcess gateway = scene.gateway();
            scene.cluster().deleteTopic(scene.prefix(), REQUIRED);
            starting_isNotReady_andSaysWhy(scene);
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(10);

            Report absent = load.reportSoFar();
            assertThat(gateway.isReady()).as("a running gateway stays ready").isTrue();
            assertThat(gateway.metric("gateway_circuit_open")).as("the circuit").isZero();
            assertThat(absent.total().published()).as("records of other topics").isGreaterThan(1_000);
            assertThat(absent.total().spooled())
                    .as("records of the missing topic")
                    .isGreaterThan(100);
            load.phase("created");
            scene.cluster().createTopics(scene.prefix(), List.of(REQUIRED));
            scene.goOn(10);

            Report report = scene.end(load, Remark.drained());
            Promises.assertNothingFailed(report);
        }
    }

    private static void starting_isNotReady_andSaysWhy(Scene scene) {
        GatewayProcess starting = scene.gateway(Map.of());
        await().atMost(Scene.READY_LIMIT)
                .until(() -> starting.management("/q/health/ready").contains(scene.prefix() + "." + REQUIRED));
        assertThat(starting.isReady()).as("a starting gateway").isFalse();
        assertThat(starting.management("/q/health/live")).contains("\"status\": \"UP\"");
        starting.terminate();
        starting.awaitExit(Duration.ofSeconds(30));
    }

    @Test
    void tagTopicAbsent_itsRecordsGoToTheSubstitute() throws Exception {
        try (Scene scene = Scene.begin(Fault.TAG_TOPIC_ABSENT)) {
            GatewayProcess gateway = scene.gateway();
            scene.cluster().deleteTopic(scene.prefix(), Cluster.BUSY_TOPIC);
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(12);
            assertThat(gateway.metric("gateway_circuit_open")).as("the circuit").isZero();

            Report report = scene.end(load);
            Promises.assertNothingFailed(report);
            assertThat(report.total().published())
                    .as("published")
                    .isGreaterThan(report.total().spooled());
        }
    }
}
