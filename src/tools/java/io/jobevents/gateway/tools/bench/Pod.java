package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.testkit.JavaProcess;
import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gateway with the options and the AOT cache of the image, in a control group like that of its container. */
final class Pod implements AutoCloseable {

    static final long MEMORY_BYTES = 512L << 20;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final int port = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private final Path gcLog;
    private final ControlGroup group;
    private final JavaProcess process;
    private final ProcessMeter meter;

    private Pod(PodHome home, Site site, ControlGroup group) throws IOException {
        this.group = group;
        Path folder = BenchFolder.create("pod");
        this.gcLog = folder.resolve("gc.log");
        List<String> arguments = new ArrayList<>(home.jvmOptions());
        arguments.add("-Xlog:gc:file=" + gcLog);
        arguments.addAll(Target.gateway(home.jar(), site, port, managementPort, folder));
        this.process =
                JavaProcess.start(group.prefix(), home.folder(), folder.resolve("output.log"), Map.of(), arguments);
        this.meter = ProcessMeter.of(process.pid());
    }

    /** Starts a pod and waits until it is ready. */
    static Pod start(PodHome home, Site site, int processors) throws IOException {
        ControlGroup group = ControlGroup.create(ControlGroup.ROOT, MEMORY_BYTES, processors);
        Pod pod;
        try {
            pod = new Pod(home, site, group);
        } catch (IOException | UncheckedIOException e) {
            group.close();
            throw e;
        }
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!pod.isReady()) {
            if (!pod.isAlive() || System.nanoTime() > end) {
                pod.close();
                throw new IOException("The pod does not become ready; its output is beside " + pod.gcLog);
            }
        }
        return pod;
    }

    private boolean isReady() {
        try {
            Thread.sleep(Duration.ofMillis(20));
            return Probe.get(managementPort, "/q/health/ready") == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int port() {
        return port;
    }

    ProcessMeter meter() {
        return meter;
    }

    GcPauses pauses() throws IOException {
        return GcPauses.read(gcLog);
    }

    @Override
    public void close() throws IOException {
        process.close();
        group.close();
    }
}
