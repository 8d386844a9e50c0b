package io.jobevents.gateway.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.SoakRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gateways are killed, stopped, and started during other faults. */
@Timeout(400)
final class GatewayFault {

    /** The notice, the drain, and ten seconds. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3 + 60 + 10);

    @Test
    void killedTenTimes_losesNothing() throws Exception {
        try (Scene scene = Scene.begin(Fault.GATEWAY_KILLED)) {
            GatewayProcess gateway = scene.gateway();
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(3);

            load.phase("killed, Kafka away");
            scene.cluster().killAll();
            killAtRandom(gateway, 5);
            load.phase("killed, while draining");
            scene.cluster().restartAll();
            killAtRandom(gateway, 5);
            load.phase("left alone");
            scene.goOn(5);

            Promises.assertNothingLost(scene.end(load));
        }
    }

    private static void killAtRandom(GatewayProcess gateway, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            Thread.sleep(ThreadLocalRandom.current().nextInt(100, 3_000));
            gateway.kill();
            gateway.restart().awaitReady(Scene.READY_LIMIT);
        }
    }

    @Test
    void rollingRestart_nobodyNotices() throws Exception {
        try (Scene scene = Scene.begin(Fault.ROLLING_RESTART)) {
            GatewayProcess first = scene.gateway();
            GatewayProcess second = scene.gateway();
            Balancer balancer = scene.with(Balancer.start(List.of(first, second)));
            scene.awaitAnswer(balancer.url());
            SoakRun load = scene.load(Scene.RATE, balancer.url());
            scene.goOn(5);

            for (GatewayProcess gateway : List.of(first, second)) {
                load.phase(gateway == first ? "first stops" : "second stops");
                gateway.terminate();
                gateway.awaitExit(STOP_LIMIT);
                load.phase(gateway == first ? "first starts" : "second starts");
                scene.warm(Scene.RATE / 5, gateway.restart().awaitReady(Scene.READY_LIMIT));
                scene.goOn(3);
            }

            Promises.assertNothingFailed(scene.end(load));
        }
    }

    @Test
    void startedWithoutBrokers_isReadyAndSpools() throws Exception {
        try (Scene scene = Scene.begin(Fault.STARTED_WITHOUT_BROKERS)) {
            scene.cluster().killAll();
            GatewayProcess gateway = scene.gateway();
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(10);
            load.phase("returned");
            scene.cluster().restartAll();
            scene.goOn(5);

            Promises.assertNothingFailed(scene.end(load, Remark.drained()));
        }
    }

    @Test
    void startedWithoutNames_isReadyAndSpools() throws Exception {
        try (Scene scene = Scene.begin(Fault.STARTED_WITHOUT_NAMES)) {
            GatewayProcess gateway = scene.gateway(Map.of("kafka.bootstrap.servers", "kafka.invalid:9092"));
            scene.warm(gateway.awaitReady(Scene.READY_LIMIT));
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(10);
            load.stop();
            load.awaitAnswers();
            gateway.terminate();
            gateway.awaitExit(STOP_LIMIT);
            gateway.restart(Map.of("kafka.bootstrap.servers", scene.cluster().bootstrapServers()))
                    .awaitReady(Scene.READY_LIMIT);

            Promises.assertNothingFailed(scene.end(load, Remark.drained()));
        }
    }

    @Test
    void goneForGood_itsSpoolIsDrained() throws Exception {
        try (Scene scene = Scene.begin(Fault.GATEWAY_GONE)) {
            GatewayProcess stays = scene.gateway();
            GatewayProcess goes = scene.gateway();
            Balancer balancer = scene.with(Balancer.start(List.of(stays, goes)));
            scene.awaitAnswer(balancer.url());
            SoakRun load = scene.load(Scene.RATE, balancer.url());
            scene.goOn(3);
            load.phase("Kafka away");
            scene.cluster().killAll();
            scene.goOn(8);
            load.phase("one gone");
            goes.terminate();
            goes.awaitExit(STOP_LIMIT);
            assertThat(goes.drain().awaitExit(STOP_LIMIT))
                    .as("status of a drain while Kafka is away")
                    .isNotZero();
            load.phase("Kafka returned");
            scene.cluster().restartAll();
            scene.goOn(3);
            assertThat(goes.drain().awaitExit(STOP_LIMIT))
                    .as("status of the drain")
                    .isZero();

            Report report = scene.end(load, Remark.drained());
            Promises.assertNothingFailed(report);
        }
    }
}
