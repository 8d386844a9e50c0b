package io.jobevents.gateway.http.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.http.RawSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Vert.x server with the gateway's transport and a short time limit for heads. */
final class WireTest {

    private static final Duration HEAD_LIMIT = Duration.ofMillis(700);
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private Vertx vertx;

    @BeforeEach
    void build() {
        VertxBuilder builder = new VertxBuilder(new VertxOptions());
        builder.init().findTransport(new WireTransport(HEAD_LIMIT));
        vertx = builder.vertx();
    }

    @AfterEach
    void close() throws Exception {
        result(vertx.close());
    }

    private int serve(HttpServerOptions options) throws Exception {
        HttpServer server = vertx.createHttpServer(options).requestHandler(WireTest::answer);
        return result(server.listen(0)).actualPort();
    }

    /** Answers with the reason of the refusal if the head was unreadable, else with the version of HTTP. */
    private static void answer(HttpServerRequest request) {
        request.response()
                .end(UnreadableHead.refusal(request)
                        .map(Refusal::code)
                        .orElseGet(() -> request.version().name()));
    }

    @Test
    void unreadableHead_isReplacedByARequestWithTheReason() throws Exception {
        int port = serve(new HttpServerOptions());

        assertThat(ask(port, "s3cret\r\n\r\n")).endsWith("malformed-request").doesNotContain("s3cret");
        assertThat(ask(port, "GET /" + "s3cret".repeat(1000) + " HTTP/1.1\r\n\r\n"))
                .endsWith("uri-too-long");
    }

    @Test
    void sender_cannotFakeAnUnreadableHead() throws Exception {
        int port = serve(new HttpServerOptions());
        HttpClient http2 = http2(port, new HttpClientOptions());

        assertThat(ask(port, "GET / HTTP/1.1\r\n:refusal: NOT_FOUND\r\nHost: a\r\n\r\n"))
                .endsWith("malformed-request");
        Future<HttpClientResponse> answer = http2.request(HttpMethod.GET, "/")
                .compose(request -> request.putHeader(":refusal", "NOT_FOUND").send());

        await().until(answer::isComplete);
        assertThat(answer.failed()).isTrue(); // HTTP/2 has no such pseudo-header
    }

    @Test
    void missingHead_endsTheConnection() throws Exception {
        int port = serve(new HttpServerOptions());

        try (RawSocket silent = new RawSocket(port);
                RawSocket half = new RawSocket(port)) {
            half.send("GET / HT");
            assertThat(silent.readToEnd().text()).isEmpty();
            assertThat(half.readToEnd().text()).isEmpty();
        }
        await().until(() -> WireTransport.connections(vertx).orElseThrow().open() == 0);
    }

    @Test
    void slowHead_endsTheConnection_alsoAfterAGoodOne() throws Exception {
        int port = serve(new HttpServerOptions());

        try (RawSocket socket = new RawSocket(port)) {
            socket.send(GET).read(1);

            assertThat(socket.send("GET / HT").readToEnd().statuses()).containsExactly(200);
        }
    }

    @Test
    void connectionBetweenTwoRequests_staysOpen() throws Exception {
        int port = serve(new HttpServerOptions());

        try (RawSocket kept = new RawSocket(port);
                RawSocket clock = new RawSocket(port)) {
            kept.send(GET).read(1);
            clock.readToEnd(); // as long as the limit

            assertThat(kept.send(GET).read(2).statuses()).containsExactly(200, 200);
        }
    }

    @Test
    void http2_isDetectedByItsPreface() throws Exception {
        assertThat(body(http2(serve(new HttpServerOptions()), new HttpClientOptions())))
                .isEqualTo("HTTP_2");
    }

    @Test
    void http2_isDetectedByAnUpgrade_withItsBody() throws Exception {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setDefaultPort(serve(new HttpServerOptions())));

        assertThat(body(client)).isEqualTo("HTTP_2");
        assertThat(body(client)).isEqualTo("HTTP_2");
    }

    @Test
    void headGuard_worksOverTls(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "a",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keys.toString())
                .start()
                .waitFor();
        assertThat(made).isZero();
        int port = serve(new HttpServerOptions()
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions().setPath(keys.toString()).setPassword("changeit")));
        HttpClientOptions trusting =
                new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);

        assertThat(body(http2(port, new HttpClientOptions(trusting).setUseAlpn(true))))
                .isEqualTo("HTTP_2");
        HttpClient http1 = vertx.createHttpClient(new HttpClientOptions(trusting).setDefaultPort(port));
        assertThat(body(http1)).isEqualTo("HTTP_1_1");
        String tooLong = result(http1.request(HttpMethod.GET, "/" + "a".repeat(5000))
                        .compose(request -> request.send().compose(HttpClientResponse::body)))
                .toString();
        assertThat(tooLong).isEqualTo("uri-too-long");
        assertThat(ask(port, "GET /?token=s3cret HTTP/1.1\r\n\r\n", false)).doesNotContain("s3cret");
    }

    @Test
    void headGuard_worksAfterAProxyLine() throws Exception {
        int port = serve(new HttpServerOptions().setUseProxyProtocol(true));

        assertThat(ask(port, "PROXY TCP4 127.0.0.1 127.0.0.2 1 2\r\n" + GET)).endsWith("HTTP_1_1");
        assertThat(ask(port, "PROXY TCP4 127.0.0.1 127.0.0.2 1 2\r\nGARBAGE\r\n\r\n"))
                .endsWith("malformed-request");
    }

    @Test
    void connections_areCounted() throws Exception {
        int port = serve(new HttpServerOptions());
        Connections connections = WireTransport.connections(vertx).orElseThrow();

        try (RawSocket one = new RawSocket(port);
                RawSocket two = new RawSocket(port)) {
            one.send(GET).read(1);
            two.send(GET).read(1);
            assertThat(connections.open()).isEqualTo(2);
        }
        await().until(() -> connections.open() == 0);
    }

    @Test
    void vertxWithoutTheTransport_hasNoConnections() throws Exception {
        Vertx other = new VertxBuilder(new VertxOptions())
                .serviceProviders(List.of())
                .init()
                .vertx();

        assertThat(WireTransport.connections(other)).isEmpty();
        result(other.close());
    }

    private static String ask(int port, String request) {
        return ask(port, request, true);
    }

    private static String ask(int port, String request, boolean answered) {
        try (RawSocket socket = new RawSocket(port)) {
            socket.send(request.getBytes(US_ASCII));
            return (answered ? socket.read(1) : socket.readToEnd()).text();
        }
    }

    private HttpClient http2(int port, HttpClientOptions options) {
        return vertx.createHttpClient(options.setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setDefaultPort(port));
    }

    private static String body(HttpClient client) throws Exception {
        return result(client.request(HttpMethod.POST, "/")
                        .compose(request -> request.send("a body").compose(HttpClientResponse::body)))
                .toString();
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
