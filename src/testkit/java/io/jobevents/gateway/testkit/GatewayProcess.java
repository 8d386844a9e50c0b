package io.jobevents.gateway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * The packaged gateway as a child process with the production profile, on free ports. It can be stopped, killed, and restarted on the
 * same ports with the same spool.
 *
 * <p>It ends with this JVM. Its output is {@code gateway.log} in its folder below {@code target/gateways}. Not thread-safe, except for
 * posting.
 */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final CallbackClient client;
    private final Management management;
    private final GatewayLaunch launch;
    private JavaProcess process;

    private GatewayProcess(GatewayLaunch launch, String... arguments) {
        this.client = new CallbackClient(launch.host(), launch.port());
        this.management = new Management(launch.host(), launch.managementPort());
        this.launch = launch;
        this.process = launch.start(arguments);
    }

    /** Starts a gateway without tokens, with these settings in addition to ports and folders of its own. */
    public static GatewayProcess start(Map<String, String> settings) {
        return start(Compilers.QUICK, settings);
    }

    public static GatewayProcess start(Compilers compilers, Map<String, String> settings) {
        return new GatewayProcess(
                new GatewayLaunch(List.of(), compilers, "127.0.0.1", withoutTokens(settings), Map.of()));
    }

    /**
     * Starts a gateway with a command prefix that must exec it.
     *
     * @param prefix for example {@code ip netns exec NAME}
     * @param host its host name
     */
    public static GatewayProcess start(List<String> prefix, String host, Map<String, String> settings) {
        return new GatewayProcess(new GatewayLaunch(prefix, Compilers.QUICK, host, withoutTokens(settings), Map.of()));
    }

    /**
     * Starts a gateway, by default without tokens, spool and notice, and returns once it is alive, ready or not.
     */
    public static GatewayProcess startAlive(String bootstrapServers, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(withoutTokens(settings));
        all.putIfAbsent("gateway.spool.enabled", "false");
        all.putIfAbsent("gateway.shutdown.notice", "PT0S");
        all.put("kafka.bootstrap.servers", bootstrapServers);
        GatewayProcess gateway = launch(all, Map.of());
        gateway.await(gateway::isLive, START_LIMIT);
        return gateway;
    }

    /** Starts the program with only its ports and these settings, for example one that should refuse to start. */
    public static GatewayProcess launch(
            Map<String, String> settings, Map<String, String> environment, String... arguments) {
        return new GatewayProcess(
                new GatewayLaunch(List.of(), Compilers.QUICK, "localhost", settings, environment), arguments);
    }

    private static Map<String, String> withoutTokens(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("gateway.http.auth", "none");
        return all;
    }

    /** Whether there is a packaged gateway to start. */
    public static boolean isPackaged() {
        return GatewayLaunch.isPackaged();
    }

    /** The URL of callbacks. */
    public URI url() {
        return client.url();
    }

    public int port() {
        return client.port();
    }

    public int managementPort() {
        return management.port();
    }

    /** The default folder of the spool. */
    public Path spool() {
        return launch.spool();
    }

    public Path logFile() {
        return launch.logFile();
    }

    /** Its output so far. */
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public HttpResponse<String> post(byte[] body) {
        return postAsync(body).join();
    }

    public HttpResponse<String> post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    public CompletableFuture<HttpResponse<String>> postAsync(byte[] body) {
        return client.post(body);
    }

    /**
     * Posts to any path.
     *
     * @param headers names and values in turn
     */
    public HttpResponse<String> post(String pathAndQuery, String body, String... headers) {
        return client.post(pathAndQuery, body, headers);
    }

    /** The answer to a path of the management port; empty if there is none. */
    public String management(String path) {
        return management.text(path);
    }

    public String metrics() {
        return management("/q/metrics");
    }

    /** The body of the readiness check. */
    public String readiness() {
        return management("/q/health/ready");
    }

    /** Value of a metric without labels, or of the first with labels; NaN if there is none. */
    public double metric(String name) {
        return management.metric(name);
    }

    /** Its resident memory. */
    public long residentMegabytes() throws IOException {
        return process.residentMegabytes();
    }

    /** Its liveness; false if nothing listens. */
    public boolean isLive() {
        return management.isUp("/q/health/live");
    }

    public boolean isReady() {
        return management.isUp("/q/health/ready");
    }

    public GatewayProcess awaitReady() {
        return awaitReady(START_LIMIT);
    }

    /** @throws IllegalStateException if it ends, or is not ready in time */
    public GatewayProcess awaitReady(Duration limit) {
        await(this::isReady, limit);
        return this;
    }

    public void awaitNotReady() {
        await(() -> !isReady(), START_LIMIT);
    }

    private void await(BooleanSupplier condition, Duration limit) {
        Instant end = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IllegalStateException("The gateway did not reach the expected state; its log is " + logFile()
                        + ", its health " + management("/q/health"));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_INTERVAL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills it with SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Sends SIGTERM. Returns at once. */
    public void terminate() {
        process.terminate();
    }

    /** Stops it gracefully. */
    public void stop() {
        terminate();
        awaitExit();
    }

    /** Waits until it ends, and returns its exit status. */
    public int awaitExit() {
        return awaitExit(START_LIMIT);
    }

    /**
     * @return its exit status
     * @throws IllegalStateException if it does not end in time
     */
    public int awaitExit(Duration limit) {
        return process.awaitExit(limit);
    }

    /** Restarts it on the same ports with the same spool. */
    public GatewayProcess restart() {
        process = launch.start();
        return this;
    }

    /** Restarts it with changed settings. */
    public GatewayProcess restart(Map<String, String> changes) {
        launch.change(changes);
        return restart();
    }

    /** Starts it in drain mode: it publishes its spool and ends. */
    public GatewayProcess drain() {
        process = launch.start("drain");
        return this;
    }

    /** Kills it if it runs. */
    @Override
    public void close() {
        kill();
    }
}
