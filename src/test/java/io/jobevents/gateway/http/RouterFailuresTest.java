package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.LogCapture;
import io.jobevents.gateway.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a router of its own, since the gateway's routes do not fail. */
final class RouterFailuresTest {

    private final Vertx vertx = Vertx.vertx();
    private final LogCapture log = LogCapture.of(Faults.class.getName());
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        Router router = Router.router(vertx);
        new RouterFailures(new Faults(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)))
                .answerAll(router, 0, RouterFailuresTest::answer);
        router.get("/fault").handler(routing -> {
            throw new IllegalStateException("at " + routing.request().uri());
        });
        router.get("/status")
                .handler(routing ->
                        routing.fail(Integer.parseInt(routing.request().getParam("is"))));
        router.get("/begun").handler(routing -> {
            routing.response().setChunked(true).write("half an ans");
            routing.fail(new IllegalStateException("too late"));
        });
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        vertx.close();
        log.close();
    }

    private static void answer(RoutingContext failed, Refusal refusal) {
        failed.response().setStatusCode(refusal.status()).end(refusal.code());
    }

    @Test
    void exception_isAnswered500_andLoggedOncePerSecondWithoutTheRequest() {
        for (int i = 0; i < 20; i++) {
            assertThat(get("/fault?token=s3cret")).startsWith("HTTP/1.1 500").endsWith("internal-error");
        }

        assertThat(log.lines())
                .containsExactly("ERROR A request failed by a fault of the gateway", "java.lang.IllegalStateException");
    }

    @Test
    void pathWithoutARoute_isNotFound() {
        assertThat(get("/none")).startsWith("HTTP/1.1 404").endsWith("not-found");
    }

    @Test
    void routerStatus_becomesARefusal() {
        assertThat(get("/status?is=400")).endsWith("malformed-request");
        assertThat(get("/status?is=405")).endsWith("method-not-allowed");
        assertThat(get("/status?is=413")).endsWith("body-too-large");
        assertThat(get("/status?is=503")).endsWith("internal-error");
    }

    @Test
    void partlySentAnswer_isAborted() {
        try (RawSocket socket = new RawSocket(server.actualPort())) {
            assertThat(socket.send("GET /begun HTTP/1.1\r\nHost: a\r\n\r\n")
                            .readToEnd()
                            .text())
                    .startsWith("HTTP/1.1 200")
                    .doesNotContain("internal-error");
        }
    }

    private String get(String path) {
        try (RawSocket socket = new RawSocket(server.actualPort())) {
            return socket.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n")
                    .read(1)
                    .text();
        }
    }
}
