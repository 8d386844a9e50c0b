package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that notes what comes. */
final class LoadGeneratorTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger callbacks = new AtomicInteger();
    private final Set<String> connections = ConcurrentHashMap.newKeySet();
    private volatile int refuseEvery = Integer.MAX_VALUE;
    private int port;

    @BeforeEach
    void start() throws ExecutionException, InterruptedException {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    connections.add(request.connection().remoteAddress().toString());
                    boolean refused = callbacks.incrementAndGet() % refuseEvery == 0;
                    request.response().setStatusCode(refused ? 503 : 200).end("answer");
                }));
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
    }

    @AfterEach
    void stop() throws ExecutionException, InterruptedException {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void keptConnections_areUsedAgain() throws IOException {
        LoadResult result = run(Setting.KEEP_8, 0, 500);

        assertThat(result.answered()).isGreaterThanOrEqualTo(500).isLessThanOrEqualTo(callbacks.get());
        assertThat(result.failed()).isZero();
        assertThat(connections).hasSize(8);
        assertThat(result.p50()).isPositive().isLessThanOrEqualTo(result.p99());
        assertThat(result.p99()).isLessThanOrEqualTo(result.p999());
        assertThat(result.p999()).isLessThanOrEqualTo(result.max());
    }

    @Test
    void otherConnections_areUsedOnce() throws IOException {
        LoadResult result = run(Setting.CLOSE_8, 0, 200);

        assertThat(result.failed()).isZero();
        assertThat(callbacks.get()).isGreaterThanOrEqualTo(200);
        assertThat(connections).hasSizeGreaterThan(8);
    }

    @Test
    void otherAnswers_doNotCount() throws IOException {
        refuseEvery = 2;

        LoadResult result = run(Setting.KEEP_8, 0, 100);

        assertThat(result.failed()).isBetween(90L, 130L);
    }

    /** At 1,000 a second, 100 callbacks are planned over a tenth of a second: a closed loop would be far ahead. */
    @Test
    void steadyRate_isNotExceeded() throws IOException {
        LoadResult result = run(Setting.STEADY, 1_000, 100);

        assertThat(result.time()).isGreaterThan(Duration.ofMillis(95));
        assertThat(callbacks.get()).isLessThan(1_000);
    }

    @Test
    void nobodyThere_isAFailureOfEach() throws Exception {
        stop();

        LoadResult result = LoadGenerator.run(
                new LoadPlan(port, 2, true, 100, Duration.ZERO, Duration.ofMillis(100), 10),
                Requests.of(Setting.KEEP_8, "/"),
                LoadGenerator.Window.NONE);

        assertThat(result.answered()).isZero();
        assertThat(result.failed()).isPositive();
    }

    private LoadResult run(Setting setting, double rate, long most) throws IOException {
        return LoadGenerator.run(
                new LoadPlan(port, setting.connections(), setting.kept(), rate, Duration.ZERO, LONG, most),
                Requests.of(setting, "/callbacks"),
                LoadGenerator.Window.NONE);
    }
}
