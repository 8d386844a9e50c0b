package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.testkit.broker.BrokerTuning;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** A real broker with the topics of the bench. Its data is deleted on close. */
final class BenchBroker implements AutoCloseable {

    /** Deletes old segments often, since the bench fills them fast. */
    private static final Map<String, String> PROPERTIES = Map.of("log.retention.check.interval.ms", "5000");

    /** With the default compilers, unlike the brokers of tests, so that it keeps up with the load. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m");

    private final EmbeddedBroker broker;
    private final Optional<DelayProxy> proxy;
    private final Path folder;
    private final Site site;

    private BenchBroker(EmbeddedBroker broker, Optional<DelayProxy> proxy, Path folder, Site site) {
        this.broker = broker;
        this.proxy = proxy;
        this.folder = folder;
        this.site = site;
    }

    static BenchBroker start() throws IOException, InterruptedException, ExecutionException {
        Path folder = BenchFolder.create("broker");
        EmbeddedBroker broker =
                EmbeddedBroker.start(FreePort.choose(), folder, new BrokerTuning(PROPERTIES, JVM_OPTIONS));
        return new BenchBroker(broker, Optional.empty(), folder, Site.prepare(broker.bootstrapServers()));
    }

    /** Starts a broker that clients reach only through a {@link DelayProxy}. */
    static BenchBroker slow(Duration delay) throws IOException, InterruptedException, ExecutionException {
        Path folder = BenchFolder.create("broker");
        int port = FreePort.choose();
        DelayProxy proxy = DelayProxy.before(port, delay);
        String address = "localhost:" + proxy.port();
        EmbeddedBroker broker = EmbeddedBroker.start(
                port, folder, new BrokerTuning(Map.of("advertised.listeners", "PLAINTEXT://" + address), JVM_OPTIONS));
        return new BenchBroker(broker, Optional.of(proxy), folder, Site.prepare(address));
    }

    Site site() {
        return site;
    }

    long pid() {
        return broker.pid();
    }

    void kill() {
        broker.kill();
    }

    void restart() {
        broker.restart();
    }

    @Override
    public void close() throws IOException {
        broker.close();
        if (proxy.isPresent()) {
            proxy.get().close();
        }
        BenchFolder.delete(folder);
    }
}
