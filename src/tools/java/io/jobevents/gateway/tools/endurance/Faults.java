package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.tools.faults.Cluster;
import io.jobevents.gateway.tools.faults.Command;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Makes and undoes faults of each kind. */
final class Faults {

    /** Ends a fault, and returns when the site is restored. */
    interface Undo {
        void run() throws Exception;

        Undo NOTHING = () -> {};
    }

    private static final Duration REPLAY_LIMIT = Duration.ofMinutes(3);
    private static final Duration TOKENS_LIMIT = Duration.ofMinutes(4);
    /** Below one hour: Kafka refuses records whose timestamp is more than an hour ahead. */
    private static final int MOST_CLOCK_SECONDS = 45 * 60;

    private static final int LEAST_CLOCK_SECONDS = 5;

    private final Site site;
    private final int rate;

    Faults(Site site, int rate) {
        this.site = site;
        this.rate = rate;
    }

    /** Makes the fault. Some kinds have ended when this returns. */
    Undo begin(Incident incident) throws Exception {
        return switch (incident.kind().part()) {
            case KAFKA -> kafka(incident);
            case NETWORK -> network(incident);
            case GATEWAY -> gateway(incident, site.gateway(incident.target()));
            case DISK -> disk(incident);
            case CLOCK -> clock(incident);
            case TOKENS -> rotateTokens();
            case REPLAY -> replay(incident);
        };
    }

    private Undo kafka(Incident incident) throws Exception {
        List<EmbeddedBroker> one = List.of(site.broker(incident.target()));
        List<EmbeddedBroker> two = List.of(site.broker(incident.target()), site.broker(incident.target() + 1));
        return switch (incident.kind()) {
            case BROKER_STOPPED -> {
                one.getFirst().stop();
                yield () -> restart(one);
            }
            case BROKER_FROZEN -> freeze(one);
            case TWO_BROKERS_KILLED -> kill(two);
            case ALL_BROKERS_KILLED -> kill(site.brokers());
            case ALL_BROKERS_FROZEN -> freeze(site.brokers());
            default -> kill(one);
        };
    }

    private Undo kill(List<EmbeddedBroker> brokers) throws InterruptedException {
        Cluster.each(brokers, EmbeddedBroker::kill);
        return () -> restart(brokers);
    }

    private void restart(List<EmbeddedBroker> brokers) throws InterruptedException {
        Cluster.each(brokers, EmbeddedBroker::restart);
        site.cluster().awaitInSync();
    }

    private Undo freeze(List<EmbeddedBroker> brokers) throws InterruptedException {
        Cluster.each(brokers, EmbeddedBroker::pause);
        return () -> {
            Cluster.each(brokers, EmbeddedBroker::resume);
            site.cluster().awaitInSync();
        };
    }

    private Undo network(Incident incident) {
        return switch (incident.kind()) {
            case NETWORK_CUT -> {
                site.network().cut();
                yield site.network()::heal;
            }
            case BROKER_UNREACHABLE -> {
                String address = site.broker(incident.target()).bootstrapServers();
                yield drop("-p tcp --dport " + address.substring(address.indexOf(':') + 1));
            }
            case NETWORK_LOSS ->
                drop(String.format(
                        Locale.ROOT,
                        "-m statistic --mode random --probability %.3f",
                        0.01 + 0.15 * incident.percent() / 100));
            default -> slowLine(incident.percent());
        };
    }

    private Undo drop(String packets) {
        site.network().inRouter("iptables -I FORWARD " + packets + " -j DROP");
        return () -> site.network().inRouter("iptables -D FORWARD " + packets + " -j DROP");
    }

    /**
     * A bandwidth from several times the need of the load down to less. Packets wait for up to 400 ms, then they are
     * dropped.
     */
    private Undo slowLine(int percent) {
        int kilobits = rate * (60 - 50 * percent / 100);
        site.network().inRouter("tc qdisc add dev kafka root tbf rate " + kilobits + "kbit burst 4kb latency 400ms");
        return () -> site.network().inRouter("tc qdisc del dev kafka root");
    }

    private Undo gateway(Incident incident, GatewayProcess gateway) throws Exception {
        return switch (incident.kind()) {
            case GATEWAY_STOPPED -> {
                site.stop(gateway);
                yield () -> site.restart(gateway, Map.of());
            }
            case GATEWAY_FROZEN -> Held.process(gateway.pid())::close;
            case ROLLING_RESTART -> roll(Map.of());
            case ROLL_OUT ->
                roll(Map.of(
                        "gateway.publish.timeout", "PT1.%dS".formatted(incident.percent() / 20),
                        "gateway.publish.max-waiting", Integer.toString(128 + 8 * incident.percent()),
                        "gateway.http.max-in-flight", Integer.toString(2_048 + 16 * incident.percent())));
            default -> {
                gateway.kill();
                yield () -> site.restart(gateway, Map.of());
            }
        };
    }

    /** Restarts the gateways one after the other, each when the previous one is ready. */
    private Undo roll(Map<String, String> changes) throws InterruptedException {
        for (GatewayProcess gateway : site.gateways()) {
            site.stop(gateway);
            site.restart(gateway, changes);
        }
        return Undo.NOTHING;
    }

    private Undo disk(Incident incident) throws Exception {
        SpoolDisk disk = site.disk(incident.target());
        return switch (incident.kind()) {
            case DISK_FULL -> {
                disk.ballast().fill();
                yield disk.ballast()::free;
            }
            case DISK_SLOW -> SlowDisk.begin(disk, incident.percent())::close;
            default -> {
                // Each write of the process to a file fails with EFBIG. Linux has no other way without a kernel module.
                String limit =
                        "prlimit --pid " + site.gateway(incident.target()).pid() + " --fsize=";
                Command.run(limit + "0:unlimited");
                yield () -> Command.run(limit + "unlimited:unlimited");
            }
        };
    }

    private Undo clock(Incident incident) throws Exception {
        int seconds = LEAST_CLOCK_SECONDS + (MOST_CLOCK_SECONDS - LEAST_CLOCK_SECONDS) * incident.percent() / 100;
        SetClock clock = site.clock(incident.target());
        clock.offset(incident.kind() == FaultKind.CLOCK_BACK ? -seconds : seconds);
        return () -> clock.offset(0);
    }

    /** As OPERATIONS.md describes: the sender changes its token after all gateways have the new one. */
    private Undo rotateTokens() throws Exception {
        site.tokens().add();
        await(
                TOKENS_LIMIT,
                () -> site.gateways().stream().allMatch(Faults::knowsTwoTokens),
                "not all gateways have read the new token");
        site.tokens().change();
        return site.tokens()::removeOther;
    }

    private static boolean knowsTwoTokens(GatewayProcess gateway) {
        return gateway.metrics()
                .lines()
                .anyMatch(
                        line -> line.startsWith("gateway_token_last_used_seconds") && line.contains("position=\"2\""));
    }

    private Undo replay(Incident incident) throws InterruptedException {
        GatewayProcess run = site.replay();
        if (incident.kind() == FaultKind.REPLAY_KILLED) {
            Thread.sleep(1_500 + 30L * incident.percent());
            run.kill();
        } else {
            run.awaitExit(REPLAY_LIMIT); // with 1 if Kafka is unavailable meanwhile: the next replay processes the rest
        }
        return Undo.NOTHING;
    }

    private static void await(Duration limit, BooleanSupplier condition, String otherwise) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(otherwise);
            }
            Thread.sleep(200);
        }
    }
}
