package io.jobevents.gateway.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.tools.soak.NumberedCallbacks;
import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.SoakRun;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other clients use the gateway beside the load. */
@Timeout(300)
final class OverloadFault {

    /** The limit of the resident memory of a process with 256 MiB of heap. */
    private static final long MOST_MEGABYTES = 700;

    @Test
    void idleAndSlowConnections_doNotDisturb() throws Exception {
        try (Scene scene = Scene.begin(Fault.CONNECTIONS)) {
            GatewayProcess gateway = scene.gateway();
            SoakRun load = scene.load(Scene.RATE, 1_000, gateway.url());
            scene.goOn(8);
            load.phase("connections");
            Bystanders bystanders = scene.with(Bystanders.connect(gateway.url(), 5_000, 500));
            scene.goOn(15);
            assertThat(bystanders.connected()).as("connections").isEqualTo(5_500);
            long megabytes = gateway.residentMegabytes();

            Report report = scene.end(
                    load,
                    Remark.answers("steady"),
                    Remark.answers("connections"),
                    any -> "gateway " + megabytes + " MiB resident");
            Promises.assertNothingFailed(report);
            assertThat(megabytes).as("MiB resident").isLessThan(MOST_MEGABYTES);
        }
    }

    @Test
    void quarantineFlood_validOnesAreServed() throws Exception {
        try (Scene scene = Scene.begin(Fault.QUARANTINE_FLOOD)) {
            GatewayProcess gateway = scene.gateway(Map.of("gateway.spool.max-size", "64M"));
            scene.warm(gateway.awaitReady(Scene.READY_LIMIT));
            SoakRun load = scene.load(Scene.RATE, gateway.url());
            scene.goOn(3);
            load.phase("Kafka away");
            scene.cluster().killAll();
            scene.goOn(3);
            load.phase("flood");
            SoakRun flood = scene.load(2_000, NumberedCallbacks.rejected(), gateway.url());
            scene.goOn(12);
            double bytes = gateway.metric("gateway_spool_bytes");
            flood.stop();
            load.phase("Kafka returned");
            scene.cluster().restartAll();
            scene.goOn(3);

            Report rejected = flood.report();
            System.out.println(rejected.render());
            Report report = scene.end(
                    load,
                    any -> "%,d rejected, %,d of them kept and %,d refused with 503"
                            .formatted(
                                    rejected.total().sent(),
                                    rejected.total().rejected(),
                                    rejected.total().unavailable()),
                    Remark.drained());
            Promises.assertNothingFailed(report);
            assertThat(rejected.missing())
                    .as("answered 400, and not in quarantine")
                    .isEmpty();
            assertThat(rejected.total().rejected()).as("answered 400").isPositive();
            assertThat(rejected.total().answered200() + rejected.total().other())
                    .as("wrong answers")
                    .isZero();
            assertThat(bytes).as("bytes on the spool").isLessThan(64 << 20);
        }
    }
}
