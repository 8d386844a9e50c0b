package io.jobevents.gateway.testkit;

import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged gateway in a process of its own, which can be told to stop, killed, and started again on the same ports with
 * the same spool.
 *
 * <p>It ends with this JVM. Its output is {@code gateway.log} in its folder. Not for several threads.
 */
public final class GatewayProcess implements AutoCloseable {

    /** Which of the JVM's compilers it has. On a small machine they take their time from the load. */
    public enum Compilers {
        /** The quick one alone, for a gateway that is warm soon. */
        QUICK("-XX:TieredStopAtLevel=1"),
        /** As shipped, for a load that the code of the quick one cannot take. */
        ALL("-XX:+TieredCompilation");

        private final String option;

        Compilers(String option) {
            this.option = option;
        }
    }

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path HOME = Path.of("target", "gateways");
    private static final Duration KILL_LIMIT = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final List<String> prefix;
    private final Compilers compilers;
    private final String host;
    private final int port;
    private final int managementPort;
    private final Management management;
    private final Path folder;
    private final Map<String, String> settings;
    private Process process;

    private GatewayProcess(List<String> prefix, Compilers compilers, String host, Map<String, String> settings) {
        this.prefix = List.copyOf(prefix);
        this.compilers = compilers;
        this.host = host;
        this.port = FreePort.choose();
        this.managementPort = FreePort.choose();
        this.management = new Management(host, managementPort);
        this.folder = newFolder();
        this.settings = new HashMap<>(Map.of(
                "quarkus.http.port", Integer.toString(port),
                "quarkus.management.port", Integer.toString(managementPort),
                "gateway.http.auth", "none",
                "gateway.spool.path", folder.resolve("spool").toString()));
        this.settings.putAll(settings);
        this.process = launch(List.of());
    }

    /** Starts a gateway with these settings beside those that make it one of several on a machine. */
    public static GatewayProcess start(Map<String, String> settings) {
        return start(Compilers.QUICK, settings);
    }

    public static GatewayProcess start(Compilers compilers, Map<String, String> settings) {
        return new GatewayProcess(List.of(), compilers, "127.0.0.1", settings);
    }

    /**
     * Starts a gateway by way of another command, which has to become it.
     *
     * @param prefix for example {@code ip netns exec NAME}
     * @param host where it is to be reached then
     */
    public static GatewayProcess start(List<String> prefix, String host, Map<String, String> settings) {
        return new GatewayProcess(prefix, Compilers.QUICK, host, settings);
    }

    /** Whether there is a packaged gateway to start. */
    public static boolean isPackaged() {
        return Files.exists(JAR);
    }

    /** Where callbacks are posted. */
    public URI url() {
        return URI.create("http://" + host + ":" + port + "/callbacks");
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    /** Where the spool is, unless the settings say otherwise. */
    public Path spool() {
        return Path.of(settings.get("gateway.spool.path"));
    }

    public Path log() {
        return folder.resolve("gateway.log");
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Answer of a path of the management port; empty if there is none. */
    public String management(String path) {
        return management.text(path);
    }

    /** Value of a metric without labels, or of the first with labels; NaN if there is none. */
    public double metric(String name) {
        return management.metric(name);
    }

    /** Memory that the process takes of the machine's. */
    public long residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .findFirst()
                            .orElseThrow()
                    >> 10;
        }
    }

    public boolean isReady() {
        return management.isReady();
    }

    /** @throws IllegalStateException if it does not become ready in time, or ends */
    public GatewayProcess awaitReady(Duration limit) {
        Instant end = Instant.now().plus(limit);
        while (!isReady()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IllegalStateException(
                        "The gateway is not ready; its log is " + log() + ", its health " + management("/q/health"));
            }
            pause();
        }
        return this;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a power cut would: {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(KILL_LIMIT);
    }

    /** Tells it to stop: SIGTERM. Returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** @return its exit status; @throws IllegalStateException if it goes on */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The gateway did not end within " + limit + "; its log is " + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts it again, on the same ports and with the same spool. */
    public GatewayProcess restart() {
        process = launch(List.of());
        return this;
    }

    /** Starts it again with other settings beside the old ones. */
    public GatewayProcess restart(Map<String, String> changes) {
        settings.putAll(changes);
        return restart();
    }

    /** Starts it in drain mode: it empties its spool and ends. */
    public GatewayProcess drain() {
        process = launch(List.of("drain"));
        return this;
    }

    private Process launch(List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", compilers.option));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-jar");
        command.add(JAR.toAbsolutePath().toString());
        command.addAll(arguments);
        try {
            Process child = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(child::destroyForcibly));
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(HOME.toAbsolutePath()), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it at once, if it runs. */
    @Override
    public void close() {
        kill();
    }
}
