package io.jobevents.gateway.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.SoakRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two thousand connections that violate the rules of HTTP or exhaust its limits, beside a steady load. */
@Timeout(300)
final class WireFault {

    private static final int HOSTILE = 2_000;
    private static final int RATE = 300;
    /** The connections of the load. */
    private static final int CONNECTIONS = 200;

    private static final int SECONDS = 20;
    /** The limit of the resident memory of a process with 256 MiB of heap. */
    private static final long MOST_MEGABYTES = 700;
    /** The tolerance for threads of the JVM, such as compilers, which come and go. */
    private static final int SOME_THREADS = 10;

    @Test
    void hostileConnections_doNotDisturb_andLeaveNothing() throws Exception {
        try (Scene scene = Scene.begin(Fault.HOSTILE_CONNECTIONS)) {
            GatewayProcess gateway = scene.gateway();
            SoakRun load = scene.load(RATE, CONNECTIONS, gateway.url());
            scene.goOn(5);
            load.phase("alone");
            Resources start = Resources.of(gateway);
            scene.goOn(SECONDS);
            Resources alone = Resources.of(gateway);

            load.phase("begins");
            HostileConnections hostile = scene.with(HostileConnections.open(gateway.url(), HOSTILE));
            scene.goOn(SECONDS); // the JIT compiles the code that only they use
            Resources begun = Resources.of(gateway);
            load.phase("beside");
            scene.goOn(SECONDS);
            Resources beside = Resources.of(gateway);
            int opened = hostile.opened();
            assertThat(gateway.metric("gateway_connections")).as("connections").isGreaterThan(HOSTILE / 4.0);

            load.phase("after");
            hostile.close();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> gateway.metric("gateway_connections") <= CONNECTIONS + 10);
            scene.goOn(5);
            Resources after = Resources.of(gateway);

            Report report = scene.end(
                    load,
                    Remark.answers("alone"),
                    Remark.answers("begins"),
                    Remark.answers("beside"),
                    any -> "%,d hostile connections opened, %,d at a time".formatted(opened, HOSTILE),
                    any -> "processor %d %% alone, %d %% as they begin, %d %% beside"
                            .formatted(
                                    alone.cpuPercent(start, SECONDS),
                                    begun.cpuPercent(alone, SECONDS),
                                    beside.cpuPercent(begun, SECONDS)),
                    any -> "before " + alone.words(),
                    any -> "beside " + beside.words(),
                    any -> "after " + after.words());
            Promises.assertNothingFailed(report);
            assertThat(beside.megabytes()).as("MiB resident").isLessThan(MOST_MEGABYTES);
            assertThat(after.megabytes()).as("MiB resident, after").isLessThan(MOST_MEGABYTES);
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(alone.threads() + SOME_THREADS);
            assertThat(after.descriptors()).as("descriptors").isLessThanOrEqualTo(alone.descriptors() + CONNECTIONS);
        }
    }
}
