package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.testkit.JavaProcess;
import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The process of a target, which ends with this JVM. Its output is {@code output.log} in its folder. */
final class TargetProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Target target;
    private final int port = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private final Path folder;
    private final JavaProcess process;

    private TargetProcess(Target target, Launch launch) throws IOException {
        this.target = target;
        this.folder = BenchFolder.create(target.name().toLowerCase(Locale.ROOT));
        List<String> arguments = new ArrayList<>(launch.jvmOptions());
        arguments.addAll(target.command(launch, port, managementPort, folder));
        this.process = JavaProcess.start(folder, folder.resolve("output.log"), arguments);
    }

    /** Starts the process without waiting. */
    static TargetProcess launch(Target target, Launch launch) throws IOException {
        return new TargetProcess(target, launch);
    }

    /** Starts the process, and waits until it answers a callback with 200. */
    static TargetProcess start(Target target, Launch launch) throws IOException {
        TargetProcess started = launch(target, launch);
        try {
            started.await(() -> Probe.post(started.port, started.path(Setting.KEEP_8)) == 200);
        } catch (IllegalStateException e) {
            started.close();
            throw e;
        }
        return started;
    }

    Target target() {
        return target;
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    long pid() {
        return process.pid();
    }

    Path folder() {
        return folder;
    }

    /** The path and query of its callback URL. */
    String path(Setting setting) {
        return target.path(setting) + "?token=" + Target.TOKEN;
    }

    /** Waits until the gateway is ready. */
    void awaitReady() {
        await(() -> Probe.get(managementPort, "/q/health/ready") == 200);
    }

    /** A condition to await. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    void await(Condition condition) {
        Instant end = Instant.now().plus(START_LIMIT);
        while (!holds(condition)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        "The " + target.words() + " is not as expected; its log is in " + folder);
            }
            pause();
        }
    }

    private static boolean holds(Condition condition) {
        try {
            return condition.holds();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops the process gracefully. */
    @Override
    public void close() {
        process.close();
    }
}
