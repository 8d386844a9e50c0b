package io.jobevents.gateway.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.SoakRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers are killed or frozen. */
@Timeout(300)
final class BrokerFault {

    private static final int FULL_RATE = 3_000;

    @Test
    void oneBrokerKilled_nobodyNotices() throws Exception {
        try (Scene scene = Scene.begin(Fault.BROKER_KILLED)) {
            GatewayProcess gateway = scene.gateway();
            EmbeddedBroker broker = scene.cluster().leader(scene.prefix(), Cluster.BUSY_TOPIC);
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(5);

            load.phase("killed");
            broker.kill();
            scene.goOn(10);
            load.phase("restarted");
            broker.restart();
            scene.goOn(8);

            Promises.assertNothingFailed(scene.end(load));
        }
    }

    @Test
    void leaderFrozen_answersComeAllTheSame() throws Exception {
        try (Scene scene = Scene.begin(Fault.LEADER_FROZEN)) {
            GatewayProcess gateway = scene.gateway();
            EmbeddedBroker broker = scene.cluster().leader(scene.prefix(), Cluster.BUSY_TOPIC);
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(5);

            load.phase("frozen");
            broker.pause();
            scene.goOn(20);
            load.phase("thawed");
            broker.resume();
            scene.goOn(5);

            Promises.assertNothingFailed(scene.end(load));
        }
    }

    @Test
    void allBrokersKilled_spoolKeeps_andIsDrained() throws Exception {
        try (Scene scene = Scene.begin(Fault.ALL_BROKERS_KILLED)) {
            GatewayProcess gateway = scene.gateway();
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(5);

            load.phase("killed");
            scene.cluster().killAll();
            scene.goOn(5);
            load.phase("circuit open");
            scene.goOn(55);
            assertThat(gateway.isReady()).as("ready while Kafka is away").isTrue();
            load.phase("returned");
            scene.cluster().restartAll();
            scene.goOn(5);

            Report report = scene.end(load, Remark.answers("circuit open"), Remark.drained());
            Promises.assertNothingFailed(report);
            assertThat(report.complete()).as("drained").isPresent();
        }
    }

    @Test
    void kafkaFrozenAtFullRate_nobodyIsTurnedAway() throws Exception {
        try (Scene scene = Scene.begin(Fault.KAFKA_FROZEN_AT_FULL_RATE)) {
            GatewayProcess gateway = scene.gatewayFor(FULL_RATE);
            SoakRun load = scene.load(FULL_RATE, gateway.url());
            scene.cluster().freezeAll();
            load.phase("frozen");
            scene.goOn(10);
            load.stop();
            load.awaitAnswers();
            scene.cluster().thawAll();

            Promises.assertNothingFailed(scene.end(load, Remark.drained()));
        }
    }
}
