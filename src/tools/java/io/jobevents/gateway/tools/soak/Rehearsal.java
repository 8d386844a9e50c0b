package io.jobevents.gateway.tools.soak;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run against three brokers and a packaged gateway of its own, with a schedule of faults. */
final class Rehearsal {

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration LENGTH = Duration.ofSeconds(150);

    private Rehearsal() {}

    static Report run(SoakOptions options, PrintStream out) throws Exception {
        out.println("Starting three brokers and a gateway");
        List<EmbeddedBroker> brokers = EmbeddedBroker.cluster(3);
        try (GatewayProcess gateway = GatewayProcess.start(Map.of(
                "kafka.bootstrap.servers",
                bootstrap(brokers),
                "gateway.topics.prefix",
                options.kafka().prefix(),
                "gateway.topics.create",
                "startup",
                "gateway.topics.partitions",
                "1"))) {
            gateway.awaitReady(READY_LIMIT);
            SoakOptions pointed = pointedAt(gateway, brokers, options);
            SoakRun.warm(pointed);
            return new Soak(pointed, schedule(brokers), out).run();
        } finally {
            brokers.forEach(EmbeddedBroker::close);
        }
    }

    private static String bootstrap(List<EmbeddedBroker> brokers) {
        return String.join(
                ",", brokers.stream().map(EmbeddedBroker::bootstrapServers).toList());
    }

    /** The given options, but for those that follow from what was started. */
    private static SoakOptions pointedAt(GatewayProcess gateway, List<EmbeddedBroker> brokers, SoakOptions options) {
        return new SoakOptions(
                List.of(gateway.url()),
                Optional.empty(),
                new SoakOptions.Kafka(bootstrap(brokers), options.kafka().prefix(), Map.of()),
                options.rate(),
                LENGTH,
                options.connections(),
                options.bodies(),
                options.drainWait(),
                Optional.empty(),
                options.repeatUnavailable(),
                options.ledger());
    }

    private static Schedule schedule(List<EmbeddedBroker> brokers) {
        EmbeddedBroker killed = brokers.get(0);
        EmbeddedBroker frozen = brokers.get(1);
        return new Schedule(List.of(
                step(0, "steady", () -> {}),
                step(15, "one broker killed", killed::kill),
                step(35, "it is back", killed::restart),
                step(60, "one broker frozen", frozen::pause),
                step(80, "it goes on", frozen::resume),
                step(95, "all brokers killed", () -> brokers.forEach(EmbeddedBroker::kill)),
                step(115, "all are back", () -> restart(brokers))));
    }

    /** All at once, since none of them is ready without a majority. */
    private static void restart(List<EmbeddedBroker> brokers) throws InterruptedException {
        List<Thread> threads = brokers.stream()
                .map(broker -> Thread.ofPlatform().daemon().start(broker::restart))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static Schedule.Step step(int second, String name, Schedule.Act act) {
        return new Schedule.Step(Duration.ofSeconds(second), name, act);
    }
}
