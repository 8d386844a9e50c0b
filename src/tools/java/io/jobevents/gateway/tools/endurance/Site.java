package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.BrokerTuning;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.tools.faults.Balancer;
import io.jobevents.gateway.tools.faults.Cluster;
import io.jobevents.gateway.tools.faults.Network;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The processes of a soak of hours: three brokers, two packaged gateways behind haproxy, each with its own disk and
 * clock, and a network between gateways and brokers. All of them run on this machine, in the network and mount
 * namespaces of this JVM.
 */
final class Site implements AutoCloseable {

    static final String PREFIX = "soak";

    private static final int GATEWAYS = 2;
    private static final Duration READY_LIMIT = Duration.ofSeconds(180);
    /** The notice, the drain, and some time more. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    /** The heap is allocated at the start, so that later growth of the process is not the heap. */
    private static final String HEAP = "-Xms256m -XX:+AlwaysPreTouch";

    private static final BrokerTuning TUNING = new BrokerTuning(
            Map.of(
                    "log.retention.check.interval.ms", "10000",
                    "log.cleaner.backoff.ms", "5000",
                    "log.segment.delete.delay.ms", "5000"),
            Stream.concat(BrokerTuning.FOR_TESTS.jvmOptions().stream(), Stream.of(HEAP.split(" ")))
                    .toList());

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Path home;
    private final Network network;
    private final Cluster cluster;
    private final Tokens tokens;
    private final List<SpoolDisk> disks = new ArrayList<>();
    private final List<SetClock> clocks = new ArrayList<>();
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final Balancer balancer;

    private Site() throws Exception {
        home = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "endurance").toAbsolutePath()), "");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        network = with(Network.start());
        cluster = with(Cluster.start(Network.BROKER_HOST, TUNING));
        createTopics();
        tokens = Tokens.in(home);
        for (int i = 0; i < GATEWAYS; i++) {
            disks.add(with(SpoolDisk.mount(home, i)));
            clocks.add(SetClock.right(home, i));
            gateways.add(with(startGateway(i)));
        }
        gateways.forEach(gateway -> gateway.awaitReady(READY_LIMIT));
        balancer = with(Balancer.startClosing(gateways));
        awaitBalancer();
    }

    static Site start() throws Exception {
        return new Site();
    }

    private <T extends AutoCloseable> T with(T resource) {
        started.push(resource);
        return resource;
    }

    private GatewayProcess startGateway(int number) throws IOException {
        List<String> prefix = Stream.of(
                        network.prefix(), clocks.get(number).prefix(), List.of("JDK_JAVA_OPTIONS=" + HEAP))
                .flatMap(List::stream)
                .toList();
        Map<String, String> settings = new HashMap<>(common());
        settings.putAll(Map.of(
                "gateway.http.auth", "token",
                "gateway.http.tokens-file", tokens.file().toString(),
                "gateway.accept.buckets", Bodies.BUCKET,
                "gateway.spool.path", disks.get(number).spool().toString(),
                "gateway.spool.max-size", "100M",
                "gateway.shutdown.notice", "PT3S",
                "gateway.shutdown.drain", "PT10S"));
        return GatewayProcess.start(prefix, Network.GATEWAY_HOST, settings);
    }

    private Map<String, String> common() {
        return Map.of(
                "kafka.bootstrap.servers",
                cluster.bootstrapServers(),
                "gateway.topics.prefix",
                PREFIX,
                "gateway.topics.refresh",
                "PT10S");
    }

    /**
     * Topics of events have a retention by size, so that disks stay flat whatever the clocks. The follower has read the
     * records before.
     */
    private void createTopics() throws Exception {
        Map<String, String> events = Map.of(
                "min.insync.replicas", "2",
                "retention.ms", "-1",
                "retention.bytes", "3000000",
                "segment.bytes", "1048576");
        Map<String, String> rejected = Map.of(
                "min.insync.replicas", "2",
                "cleanup.policy", "compact,delete",
                "retention.ms", "1209600000",
                "min.cleanable.dirty.ratio", "0.1",
                "segment.ms", "120000",
                "delete.retention.ms", "120000");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            List<NewTopic> topics = Cluster.topics().stream()
                    .map(name -> new NewTopic(PREFIX + "." + name, 1, (short) 3)
                            .configs(name.equals(Cluster.QUARANTINE) ? rejected : events))
                    .toList();
            admin.createTopics(topics).all().get(READY_LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        cluster.awaitInSync();
    }

    /** Waits until the balancer has found all gateways ready. */
    private void awaitBalancer() throws InterruptedException {
        long end = System.nanoTime() + READY_LIMIT.toNanos();
        while (!balancer.hasAll()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("The balancer has not all gateways");
            }
            Thread.sleep(200);
        }
    }

    URI url() {
        return balancer.url();
    }

    Network network() {
        return network;
    }

    Cluster cluster() {
        return cluster;
    }

    Tokens tokens() {
        return tokens;
    }

    Balancer balancer() {
        return balancer;
    }

    List<EmbeddedBroker> brokers() {
        return cluster.brokers();
    }

    List<GatewayProcess> gateways() {
        return List.copyOf(gateways);
    }

    /** The logs of fatal errors (hs_err_pid….log) that JVMs of gateways have written. */
    List<Path> fatalErrors() throws IOException {
        List<Path> logs = new ArrayList<>();
        for (GatewayProcess gateway : gateways) {
            try (Stream<Path> files =
                    Files.list(gateway.logFile().toAbsolutePath().getParent())) {
                files.filter(file -> file.getFileName().toString().startsWith("hs_err_pid"))
                        .forEach(logs::add);
            }
        }
        return logs;
    }

    SpoolDisk disk(int gateway) {
        return disks.get(gateway % GATEWAYS);
    }

    SetClock clock(int gateway) {
        return clocks.get(gateway % GATEWAYS);
    }

    GatewayProcess gateway(int number) {
        return gateways.get(number % GATEWAYS);
    }

    EmbeddedBroker broker(int number) {
        return brokers().get(number % brokers().size());
    }

    /** Stops a gateway gracefully. */
    void stop(GatewayProcess gateway) {
        gateway.terminate();
        gateway.awaitExit(STOP_LIMIT);
    }

    /** Restarts a gateway, and waits until the balancer has found it ready. */
    void restart(GatewayProcess gateway, Map<String, String> changes) throws InterruptedException {
        gateway.restart(changes).awaitReady(READY_LIMIT);
        awaitBalancer();
    }

    /** Starts a replay by the packaged program, which accepts all buckets. */
    GatewayProcess replay() {
        Map<String, String> settings = new HashMap<>(common());
        settings.put("gateway.accept.buckets", Bodies.BUCKET + "," + Bodies.OTHER_BUCKET);
        return GatewayProcess.launch(settings, Map.of(), "replay");
    }

    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.out.println("Cleaning up failed: " + e);
            }
        }
        deleteAll(home);
    }

    private static void deleteAll(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException gone) {
            // The folder is gone already.
        }
    }
}
