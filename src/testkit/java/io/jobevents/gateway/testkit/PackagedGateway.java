package io.jobevents.gateway.testkit;

import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program as a process of its own, in its production profile, on free ports. Its log is a file in {@code
 * target/gateways}. It ends with this JVM.
 */
public final class PackagedGateway implements AutoCloseable {

    private static final Path PROGRAM =
            Path.of(System.getProperty("packaged.directory", "target/quarkus-app"), "quarkus-run.jar");
    private static final Path LOGS = Path.of("target", "gateways");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private final Path log;
    private final Process process;

    private PackagedGateway(Map<String, String> settings, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + managementPort));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", PROGRAM.toString()));
        command.addAll(List.of(arguments));
        try {
            log = Files.createTempFile(Files.createDirectories(LOGS), "", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts one that should refuse to: it is not waited for. */
    public static PackagedGateway launch(
            Map<String, String> settings, Map<String, String> environment, String... arguments) {
        return new PackagedGateway(settings, environment, arguments);
    }

    /** Starts one that takes callbacks without tokens, if not told otherwise, and returns once it is alive, ready or not. */
    public static PackagedGateway start(String bootstrapServers, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("gateway.http.auth", "none");
        all.putIfAbsent("gateway.spool.enabled", "false");
        all.putIfAbsent("gateway.shutdown.notice", "PT0S");
        all.put("kafka.bootstrap.servers", bootstrapServers);
        PackagedGateway gateway = new PackagedGateway(all, Map.of());
        await().atMost(START_LIMIT).until(gateway::isAlive);
        return gateway;
    }

    public PackagedGateway awaitReady() {
        await().atMost(START_LIMIT).until(this::isReady);
        return this;
    }

    public PackagedGateway awaitNotReady() {
        await().until(() -> !isReady());
        return this;
    }

    /** Of callbacks. */
    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    /** Tells it to end, and does not wait. */
    public void stop() {
        process.destroy();
    }

    /** Liveness; false also as long as nobody listens. */
    public boolean isAlive() {
        return isUp("/q/health/live");
    }

    public boolean isReady() {
        return isUp("/q/health/ready");
    }

    /** The document that explains readiness. */
    public String readiness() {
        return ask(management("/q/health/ready")).join().body();
    }

    public String metrics() {
        return ask(management("/q/metrics")).join().body();
    }

    public HttpResponse<String> post(byte[] body) {
        return postAsync(body).join();
    }

    public HttpResponse<String> post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    public CompletableFuture<HttpResponse<String>> postAsync(byte[] body) {
        return ask(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/callbacks"))
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** A post to any path, with headers: names and values in turn. */
    public HttpResponse<String> post(String pathAndQuery, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + pathAndQuery))
                .POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return ask(request).join();
    }

    /** What it has written so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it ends of itself. */
    public int awaitExit() {
        await().atMost(START_LIMIT).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Ends it as a power cut would. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Ends it in order. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("The gateway did not end; its log is " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        client.close();
    }

    private HttpRequest.Builder management(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path));
    }

    private boolean isUp(String path) {
        if (!process.isAlive()) {
            throw new AssertionError("The gateway ended; its log is " + log);
        }
        return ask(management(path))
                .handle((answer, failure) -> failure == null && answer.statusCode() == 200)
                .join();
    }

    private CompletableFuture<HttpResponse<String>> ask(HttpRequest.Builder request) {
        return client.sendAsync(request.timeout(START_LIMIT).build(), BodyHandlers.ofString());
    }
}
