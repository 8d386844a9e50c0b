package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Measuring.Metered;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Measures the cost of a callback after a million others, and with thousands of records in the spool. */
final class Flatness {

    private static final long MILLION = 1_000_000;
    private static final int ROUNDS = 3;

    /** The rate of spooled callbacks, the same for an empty and a full spool. */
    private static final int SPOOL_RATE = 500;

    private static final int SPOOL_CALLBACKS = 2_000;
    private static final int SPOOL_FULL = 10_000;
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Measuring measuring;

    Flatness(Measuring measuring) {
        this.measuring = measuring;
    }

    void afterMillion(BenchBroker broker) throws IOException {
        measuring.say("A million callbacks");
        try (Metered gateway = Metered.start(Target.GATEWAY, measuring.launch(broker.site()))) {
            measuring.warm(gateway);
            for (int round = 1; round <= ROUNDS; round++) {
                measuring.measure(gateway, Setting.FIRST, round, broker.pid());
            }
            loadMost(gateway, Setting.KEEP_64, MILLION);
            for (int round = 1; round <= ROUNDS; round++) {
                measuring.measure(gateway, Setting.AFTER_MILLION, round, broker.pid());
            }
        }
    }

    /** Uses a broker of its own, which it kills and restarts. */
    void whileSpooling() throws IOException, InterruptedException, ExecutionException {
        measuring.say("Kafka away");
        try (BenchBroker broker = BenchBroker.start();
                Metered gateway = Metered.start(Target.GATEWAY, measuring.launch(broker.site()))) {
            measuring.warm(gateway);
            awayAndBack(gateway, broker, 0); // warms up the spool's code
            for (int round = 1; round <= ROUNDS; round++) {
                awayAndBack(gateway, broker, round);
            }
        }
    }

    /** @param round 0 for a warm-up without figures */
    private void awayAndBack(Metered gateway, BenchBroker broker, int round) throws IOException {
        broker.kill();
        openCircuit(gateway);
        if (round > 0) {
            measure(gateway, broker, Setting.SPOOLED_FEW, round);
        }
        loadMost(gateway, Setting.SPOOLED_MANY, SPOOL_FULL);
        if (round > 0) {
            measure(gateway, broker, Setting.SPOOLED_MANY, round);
        }
        broker.restart();
        gateway.process().await(() -> Probe.metric(gateway.process().managementPort(), "gateway_spool_records") == 0);
    }

    /** Posts callbacks until the gateway's circuit is open. */
    private void openCircuit(Metered gateway) throws IOException {
        String path = gateway.process().path(Setting.SPOOLED_FEW);
        for (double open = 0; open < 1; ) {
            Probe.post(gateway.process().port(), path);
            open = Probe.metric(gateway.process().managementPort(), "gateway_circuit_open");
        }
    }

    private void measure(Metered gateway, BenchBroker broker, Setting setting, int round) throws IOException {
        LoadPlan plan = new LoadPlan(
                gateway.process().port(),
                setting.connections(),
                setting.kept(),
                SPOOL_RATE,
                Duration.ZERO,
                LONG,
                SPOOL_CALLBACKS);
        measuring.measure(gateway, setting, plan, round, broker.pid());
    }

    private void loadMost(Metered gateway, Setting setting, long most) throws IOException {
        int port = gateway.process().port();
        LoadGenerator.run(
                new LoadPlan(port, setting.connections(), setting.kept(), 0, Duration.ZERO, LONG, most),
                Requests.of(setting, gateway.process().path(setting)),
                LoadGenerator.Window.NONE);
    }
}
