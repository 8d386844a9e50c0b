package io.jobevents.gateway.tools.faults;

import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.Compilers;
import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.tools.soak.NumberedCallbacks;
import io.jobevents.gateway.tools.soak.Report;
import io.jobevents.gateway.tools.soak.SoakOptions;
import io.jobevents.gateway.tools.soak.SoakRun;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The test of one fault: a healthy cluster with its own topics, and the processes that the test starts. All of them end
 * with the scene, whether the test passes or not; the brokers of the shared cluster are restored.
 */
final class Scene implements AutoCloseable {

    /** The default rate of callbacks per second. */
    static final int RATE = 500;

    static final Duration READY_LIMIT = Duration.ofSeconds(60);

    /** Enough connections that callbacks without an answer do not delay the next ones. */
    private static final int CONNECTIONS = 1_000;

    private static final Duration MOST = Duration.ofMinutes(5);
    private static final AtomicInteger SCENES = new AtomicInteger();
    private static Cluster shared;

    private final Fault fault;
    private final Cluster cluster;
    private final String prefix;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Scene(Fault fault, Cluster cluster) {
        this.fault = fault;
        this.cluster = cluster;
        this.prefix = "ci" + SCENES.incrementAndGet();
    }

    /** Begins a scene on the shared cluster, which ends with this JVM. */
    static Scene begin(Fault fault) throws Exception {
        if (shared == null) {
            shared = Cluster.start("localhost");
        }
        return begin(fault, shared);
    }

    static Scene begin(Fault fault, Cluster cluster) throws Exception {
        System.out.printf("%n== %s%n", fault.words());
        Scene scene = new Scene(fault, cluster);
        cluster.createTopics(scene.prefix);
        return scene;
    }

    Cluster cluster() {
        return cluster;
    }

    String prefix() {
        return prefix;
    }

    /** Registers a resource that is closed with the scene, in reverse order. */
    <T extends AutoCloseable> T with(T resource) {
        started.push(resource);
        return resource;
    }

    /** Starts a gateway that is ready and warm. */
    GatewayProcess gateway() throws Exception {
        GatewayProcess gateway = gateway(Map.of()).awaitReady(READY_LIMIT);
        warm(gateway);
        return gateway;
    }

    /** Starts a gateway that is ready, and warm for a given load. */
    GatewayProcess gatewayFor(int rate) throws Exception {
        GatewayProcess gateway =
                with(GatewayProcess.start(Compilers.ALL, settings(Map.of()))).awaitReady(READY_LIMIT);
        warm(gateway);
        warm(rate, gateway);
        return gateway;
    }

    /**
     * Runs a load until the JVMs of a gateway and of new brokers have compiled their code, so that a start does not
     * affect the scene.
     */
    void warm(GatewayProcess gateway) throws InterruptedException {
        warm(RATE, gateway);
    }

    /** The same with a given rate, for a scene with another load beside. */
    void warm(int rate, GatewayProcess gateway) throws InterruptedException {
        SoakRun.warm(options(rate, CONNECTIONS, gateway.url()));
    }

    /** Waits until the URL is answered. */
    void awaitAnswer(URI url) {
        await().atMost(READY_LIMIT).ignoreExceptions().until(() -> {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            return connection.getResponseCode() == 200;
        });
    }

    /** Starts a gateway without waiting for it. */
    GatewayProcess gateway(Map<String, String> settings) {
        return with(GatewayProcess.start(settings(settings)));
    }

    Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "kafka.bootstrap.servers",
                cluster.bootstrapServers(),
                "gateway.topics.prefix",
                prefix,
                "gateway.topics.refresh",
                "PT5S",
                "gateway.shutdown.notice",
                "PT3S"));
        settings.putAll(more);
        return settings;
    }

    /** Starts a steady load, which lasts until {@link #end}. */
    SoakRun load(int rate, URI... urls) {
        return load(rate, NumberedCallbacks.generated(), urls);
    }

    /** The same, with a given number of connections. */
    SoakRun load(int rate, int connections, URI... urls) {
        return with(SoakRun.start(options(rate, connections, urls), NumberedCallbacks.generated()));
    }

    SoakRun load(int rate, NumberedCallbacks specimens, URI... urls) {
        return with(SoakRun.start(options(rate, CONNECTIONS, urls), specimens));
    }

    private SoakOptions options(int rate, int connections, URI... urls) {
        SoakOptions.Kafka kafka = new SoakOptions.Kafka(cluster.bootstrapServers(), prefix, Map.of());
        return SoakOptions.of(Arrays.asList(urls), kafka, rate, MOST).withConnections(connections);
    }

    /** Waits while the load continues. */
    void goOn(int seconds) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(seconds));
    }

    /** Ends the load, waits until the topics are complete, and writes the row. */
    Report end(SoakRun load, Remark... remarks) throws Exception {
        load.stop();
        Report report = load.report();
        System.out.println(report.render());
        FaultTable.write(
                fault,
                report,
                Stream.of(remarks).map(remark -> remark.of(report)).toList());
        return report;
    }

    /** Writes the row of replays. */
    ReplayReport end(ReplayReport report, String... remarks) throws IOException {
        System.out.println(report.render());
        FaultTable.write(fault, report, List.of(remarks));
        return report;
    }

    @Override
    public void close() throws Exception {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                System.out.println("Cleaning up failed: " + e);
            }
        }
        if (cluster == shared) {
            cluster.heal();
            cluster.deleteTopics(prefix);
        }
    }
}
