package io.jobevents.gateway;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.http.RawSocket;
import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Test that secrets stay out of everything the program writes: logs, answers, metrics, traces. Hostile requests over HTTP/1.1 and
 * HTTP/2 contain the secret in every part, once as a valid token and once as a wrong one.
 *
 * <p>Not in {@code tracestate}, which a trace propagates (W3C Trace Context), nor in ids of jobs, by which log lines and answers
 * name a callback.
 */
final class PlantedSecretIT {

    private static final String TOKEN = "planted-t0ken.of~the_sender";
    private static final String WRONG = "planted-t0ken.of~a_stranger";
    private static final String PLANTED = "planted-";

    private static final String END = "Content-Length: 2\r\n\r\n{}";

    /** {@code §} stands for the secret, {@code Q} for a query with the secret as the token. */
    private static final List<String> HTTP_1 = List.of(
            "POST /callbacks?Q HTTP/1.1\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: § b\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: §:99999\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: §@x:y\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: 猫§\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: ${env:§}%n%s\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost:\r\n" + END,
            "POST /callbacks?x=%zz{§}&Q HTTP/1.1\r\nHost: a\r\n" + END,
            "POST /callbacks?Q HTTP/1.0\r\n" + END,
            "POST /callbacks?Q HTTP/1.9\r\nHost: a\r\n" + END,
            "POST /callbacks?Q §\r\nHost: a\r\n" + END,
            "POST /callbacks?Q HTTP/1.1 §\r\nHost: a\r\n" + END,
            "POST /§?Q HTTP/1.1\r\nHost: a\r\n" + END,
            "POST /§%zz?Q HTTP/1.1\r\nHost: a\r\n" + END,
            "POST /callbacks/§?Q HTTP/1.1\r\nHost: a\r\n" + END,
            "GET /schemas/§?Q HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /schemas/%zz§?Q HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /ready?Q HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET §?Q HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET http://§/?Q HTTP/1.1\r\nHost: a\r\n\r\n",
            "CONNECT §:443 HTTP/1.1\r\nHost: a\r\n\r\n",
            "§ /callbacks?Q HTTP/1.1\r\nHost: a\r\n" + END,
            "PUT /callbacks?Q HTTP/1.1\r\nHost: a\r\nX: §\r\n" + END,
            "GET /callbacks?Q&" + "§".repeat(400) + " HTTP/1.1\r\nHost: a\r\n\r\n",
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nX: " + "§".repeat(2000) + "\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\n§\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\n§ y: z\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nX: \u0001§\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nContent-Length: §\r\n\r\n{}",
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nContent-Length: 2, §\r\n\r\n{}",
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: §\r\n\r\n{}",
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nExpect: §\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: §\r\n"
                    + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: §\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nContent-Type: §/;§\r\nAccept: §;q=§\r\nCookie: §=§\r\nUser-Agent: §\r\n"
                    + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nForwarded: host=§;for=§\r\nX-Forwarded-Host: §\r\nX-Forwarded-For: §\r\n"
                    + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\ntraceparent: §\r\nbaggage: §=§\r\nb3: §\r\n" + END,
            "POST /callbacks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer §\r\n" + END,
            "POST /callbacks HTTP/1.1\r\nHost: a\r\nAuthorization: §\r\nProxy-Authorization: §\r\n" + END,
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n§\r\n{}\r\n0\r\n\r\n",
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;§=§\r\n{}\r\n0\r\n\r\n",
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}§\r\n0\r\n\r\n",
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: §\r\n§\r\n\r\n",
            "POST /callbacks?Q HTTP/1.1\r\nHost: a\r\nContent-Length: 40\r\n\r\n<Response><a>§</a></Response>           ",
            "§\r\n\r\n",
            "\u0016\u0003\u0001§\r\n\r\n",
            "PROXY §\r\n\r\n");

    private static final List<RequestOptions> HTTP_2 = List.of(
            to("/callbacks?Q"),
            to("/callbacks?Q").setHost("§ b"),
            to("/callbacks?Q&x=%zz{§}"),
            to("/§%zz?Q"),
            to("/callbacks/§?Q"),
            to("/schemas/§?Q").setMethod(HttpMethod.GET),
            to("/callbacks?Q").setMethod(HttpMethod.valueOf("SECRET")),
            to("/callbacks?Q&" + "§".repeat(400)),
            to("/callbacks?Q").putHeader("x", "§".repeat(2000)),
            to("/callbacks?Q").putHeader("x", "§".repeat(20_000)),
            to("/callbacks").putHeader("authorization", "Bearer §"),
            to("/callbacks?Q")
                    .putHeader("content-type", "§/;§")
                    .putHeader("cookie", "§=§")
                    .putHeader("traceparent", "§"));

    private static final TraceCollector COLLECTOR = new TraceCollector();
    private static final Vertx VERTX = Vertx.vertx();
    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayProcess.startAlive(
                        EmbeddedBroker.shared().bootstrapServers(),
                        Map.ofEntries(
                                entry("gateway.http.auth", "token"),
                                entry("gateway.http.tokens", TOKEN),
                                entry("gateway.topics.prefix", "planted"),
                                entry("gateway.topics.create", "on-demand"),
                                entry("quarkus.otel.sdk.disabled", "false"),
                                entry("quarkus.otel.exporter.otlp.protocol", "http/protobuf"),
                                entry("quarkus.otel.exporter.otlp.endpoint", COLLECTOR.endpoint())))
                .awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.stop();
        COLLECTOR.close();
        result(VERTX.close());
    }

    @Test
    void secret_isInNoOutput() throws Exception {
        StringBuilder answers = new StringBuilder();
        for (String secret : List.of(TOKEN, WRONG)) {
            for (String request : HTTP_1) {
                answers.append(exchange(gateway.port(), planted(request, secret)));
                // Quarkus reads bodies of the management port before routing; a broken body gets no answer.
                answers.append(exchangeIfAny(gateway.managementPort(), planted(request, secret)));
            }
            HttpClient client = http2();
            for (RequestOptions request : HTTP_2) {
                answers.append(exchange(client, planted(request, secret)));
            }
        }

        await().until(() -> COLLECTOR.received().contains("POST /callbacks"));
        assertThat(answers.toString())
                .contains("invalid-host", "contradicting-lengths", "uri-too-long", "headers-too-large", "unauthorized")
                .contains("rejected", "malformed-request")
                .doesNotContain("html", "stack");
        assertThat(Stream.of(
                        answers.toString(),
                        gateway.log(),
                        gateway.metrics(),
                        gateway.readiness(),
                        COLLECTOR.received()))
                .noneMatch(written -> written.contains(PLANTED));
        assertThat(gateway.log().lines().filter(line -> line.contains("ERROR"))).isEmpty();
    }

    @Test
    void manyRequestsWithoutAHost_logNothing() {
        long before = gateway.log().lines().count();

        for (int i = 0; i < 200; i++) {
            exchange(gateway.port(), planted(HTTP_1.getFirst(), WRONG));
        }

        assertThat(gateway.log().lines().count() - before).isLessThanOrEqualTo(2);
    }

    private static String exchangeIfAny(int port, String request) {
        try (RawSocket socket = new RawSocket(port)) {
            return socket.send(request).readIfAny().text();
        }
    }

    /** The first answer to a request. The connection is not reused. */
    private static String exchange(int port, String request) {
        try (RawSocket socket = new RawSocket(port)) {
            String answer = socket.send(request).readIfAny().text();
            assertThat(answer).as(request).isNotEmpty();
            return answer;
        }
    }

    private static String exchange(HttpClient client, RequestOptions request) throws Exception {
        try {
            return result(client.request(request)
                            .compose(sent -> sent.send("{}").compose(HttpClientResponse::body)))
                    .toString();
        } catch (ExecutionException reset) {
            return ""; // Vert.x answers malformed headers with RST_STREAM
        }
    }

    private static RequestOptions to(String path) {
        return new RequestOptions().setMethod(HttpMethod.POST).setURI(path);
    }

    private static RequestOptions planted(RequestOptions request, String secret) {
        RequestOptions planted = new RequestOptions(request)
                .setURI(planted(request.getURI(), secret))
                .setMethod(HttpMethod.valueOf(
                        request.getMethod().name().equals("SECRET")
                                ? secret
                                : request.getMethod().name()));
        if (request.getHost() != null) {
            planted.setHost("localhost").putHeader("host", planted(request.getHost(), secret));
        }
        if (request.getHeaders() != null) {
            request.getHeaders().forEach((name, value) -> planted.putHeader(name, planted(value, secret)));
        }
        return planted;
    }

    private static String planted(String request, String secret) {
        return request.replace("§", secret).replace("?Q", "?token=" + secret).replace("&Q", "&token=" + secret);
    }

    private static HttpClient http2() {
        return VERTX.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setDefaultHost("localhost")
                .setDefaultPort(gateway.port()));
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
