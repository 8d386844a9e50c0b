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

/** The one real broker of a run, with the topics of the bench; its data is deleted at the end. */
final class BenchBroker implements AutoCloseable {

    /** Old segments are looked for often, since they are made fast. */
    private static final Map<String, String> PROPERTIES = Map.of("log.retention.check.interval.ms", "5000");

    /** Its compilers are the usual ones: it has to keep up. */
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

    /** One whose answers come that much later: clients reach it by way of a proxy alone. */
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
