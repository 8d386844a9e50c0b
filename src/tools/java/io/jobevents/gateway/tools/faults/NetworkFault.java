package io.jobevents.gateway.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.SoakRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The network between gateway and brokers drops packets. */
@Timeout(300)
final class NetworkFault {

    @Test
    void cut_spoolKeeps_andIsDrained() throws Exception {
        try (Network network = Network.start();
                Cluster cluster = Cluster.start(Network.BROKER_HOST);
                Scene scene = Scene.begin(Fault.NETWORK_CUT, cluster)) {
            GatewayProcess gateway =
                    scene.with(GatewayProcess.start(network.prefix(), Network.GATEWAY_HOST, scene.settings(Map.of())));
            scene.warm(gateway.awaitReady(Scene.READY_LIMIT));
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(5);

            load.phase("cut");
            network.cut();
            scene.goOn(5);
            load.phase("circuit open");
            scene.goOn(15);
            assertThat(gateway.isReady()).as("ready while Kafka is away").isTrue();
            load.phase("healed");
            network.heal();
            scene.goOn(10);

            Report report = scene.end(load, Remark.answers("circuit open"), Remark.drained());
            Promises.assertNothingFailed(report);
            assertThat(report.complete()).as("drained").isPresent();
        }
    }
}
