package io.jobevents.gateway.image;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StatsConfig;
import com.github.dockerjava.api.model.Volume;
import io.jobevents.gateway.testkit.broker.ContainerBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IndefiniteWaitOneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The image in a container with the rights of a restricted pod: no root, no capabilities, a read-only file system except the spool's
 * volume and a small {@code noexec} /tmp, and 512 MiB of memory. It ends with this JVM.
 */
final class Pod implements AutoCloseable {

    static final String IMAGE = "job-event-gateway";
    static final String TOKEN = "token-of-the-container-tests";

    private static final long MEMORY = 512L << 20;
    private static final Duration NOTICE = Duration.ofSeconds(1);
    private static final Duration DRAIN = Duration.ofSeconds(30);
    /** Grace period after which the engine kills it: notice, drain, and ten seconds, like in {@code k8s/}. */
    private static final Duration GRACE = NOTICE.plus(DRAIN).plusSeconds(10);

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final DockerClient docker = DockerClientFactory.lazyClient();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final GenericContainer<?> container;

    private Pod(ContainerBroker broker, String volume, Map<String, String> environment) {
        this.container = new GenericContainer<>(IMAGE)
                .withNetwork(broker.network())
                .withEnv(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        broker.bootstrapServersInNetwork(),
                        "GATEWAY_HTTP_TOKENS",
                        TOKEN,
                        "GATEWAY_TOPICS_CREATE",
                        "on-demand",
                        "GATEWAY_TOPICS_PARTITIONS",
                        "1",
                        "GATEWAY_SHUTDOWN_NOTICE",
                        NOTICE.toString(),
                        "GATEWAY_SHUTDOWN_DRAIN",
                        DRAIN.toString()))
                .withEnv(environment)
                .withCreateContainerCmdModifier(command -> restrict(
                        Objects.requireNonNull(command.withUser("10001:10001").getHostConfig()), volume));
    }

    private static void restrict(HostConfig host, String volume) {
        host.withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY)
                .withMemorySwap(MEMORY)
                .withTmpFs(Map.of("/tmp", "rw,noexec,nosuid,nodev,size=16m"))
                .withBinds(new Bind(volume, new Volume("/spool")));
    }

    /** Starts a gateway with this volume, and returns once it is ready. */
    static Pod start(ContainerBroker broker, String volume, Map<String, String> environment) {
        Pod pod = new Pod(broker, volume, environment);
        pod.container
                .withExposedPorts(8080, 9000)
                .waitingFor(Wait.forHttp("/q/health/ready").forPort(9000).withStartupTimeout(LIMIT))
                .start();
        return pod;
    }

    /** Starts a gateway that may use so many processors, and returns at once. */
    static Pod launch(ContainerBroker broker, String volume, Map<String, String> environment, int processors) {
        Pod pod = new Pod(broker, volume, environment);
        pod.container
                .withExposedPorts(8080, 9000)
                .withCreateContainerCmdModifier(command ->
                        Objects.requireNonNull(command.getHostConfig()).withNanoCPUs(processors * 1_000_000_000L))
                .waitingFor(new NoWait())
                .start();
        return pod;
    }

    /**
     * Waits until it is ready.
     *
     * @return the time since its first process was started
     */
    Duration untilReady() {
        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> client.sendAsync(request(9000, "/q/health/ready").build(), BodyHandlers.discarding())
                        .handle((answer, failure) -> failure == null && answer.statusCode() == 200)
                        .join());
        return Duration.between(Instant.parse(Objects.requireNonNull(state().getStartedAt())), Instant.now());
    }

    /** Treats a container as started as soon as it runs. */
    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {
            // The caller polls, at shorter intervals.
        }
    }

    /** Runs the image with these arguments, and returns when it has exited with status 0. */
    static Pod run(ContainerBroker broker, String volume, String... arguments) {
        Pod pod = new Pod(broker, volume, Map.of());
        pod.container
                .withCommand(arguments)
                .withStartupCheckStrategy(new IndefiniteWaitOneShotStartupCheckStrategy())
                .withStartupTimeout(LIMIT)
                .start();
        return pod;
    }

    CompletableFuture<HttpResponse<String>> postAsync(byte[] body) {
        return client.sendAsync(
                request(8080, "/callbacks?token=" + TOKEN)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> post(String body) {
        return postAsync(body.getBytes(StandardCharsets.UTF_8)).join();
    }

    String metrics() {
        return client.sendAsync(request(9000, "/q/metrics").build(), BodyHandlers.ofString())
                .join()
                .body();
    }

    private HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port) + path))
                .timeout(LIMIT);
    }

    String log() {
        return container.getLogs();
    }

    /**
     * Runs a command in the gateway's container with these variables.
     *
     * @return its exit status
     */
    long execute(List<String> command, String... environment) throws InterruptedException {
        String id = docker.execCreateCmd(container.getContainerId())
                .withCmd(command.toArray(String[]::new))
                .withAttachStdout(true) // otherwise the engine does not report its end
                .withEnv(List.of(environment))
                .exec()
                .getId();
        docker.execStartCmd(id)
                .exec(new ResultCallback.Adapter<>())
                .awaitCompletion(LIMIT.toSeconds(), TimeUnit.SECONDS);
        // The exit status may follow after the end of the output.
        return await().atMost(LIMIT)
                .until(() -> docker.inspectExecCmd(id).exec().getExitCodeLong(), Objects::nonNull);
    }

    /** Sends SIGTERM, like a kubelet. Returns at once. */
    void terminate() {
        docker.killContainerCmd(container.getContainerId()).withSignal("TERM").exec();
    }

    /**
     * Waits until it has exited, and kills it after the grace period.
     *
     * @return its exit status; 137 if killed
     */
    long awaitEnd() {
        docker.stopContainerCmd(container.getContainerId())
                .withTimeout((int) GRACE.toSeconds())
                .exec();
        return Objects.requireNonNull(state().getExitCodeLong());
    }

    /** Kills it with SIGKILL, like a failing node. */
    void kill() {
        docker.killContainerCmd(container.getContainerId()).exec();
    }

    InspectContainerResponse.ContainerState state() {
        return docker.inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    /** Memory in bytes that counts against the limit and cannot be reclaimed: without pages of files. */
    long memory() {
        CompletableFuture<Statistics> first = new CompletableFuture<>();
        docker.statsCmd(container.getContainerId()).withNoStream(true).exec(new ResultCallback.Adapter<Statistics>() {
            @Override
            public void onNext(Statistics statistics) {
                first.complete(statistics);
            }
        });
        MemoryStatsConfig memory = Objects.requireNonNull(
                first.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join().getMemoryStats());
        StatsConfig detail = Objects.requireNonNull(memory.getStats());
        // Control groups of version 1 and version 2 have different names for it.
        Long files = detail.getTotalInactiveFile() == null ? detail.getInactiveFile() : detail.getTotalInactiveFile();
        return Objects.requireNonNull(memory.getUsage()) - Objects.requireNonNull(files);
    }

    @Override
    public void close() {
        container.stop();
        client.close();
    }
}
