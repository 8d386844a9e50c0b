package io.jobevents.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.http.RawSocket;
import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.broker.EmbeddedBroker;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests of the packaged program's shutdown: open connections are announced as closing, and every callback gets an answer. */
final class NoticeIT {

    private static final Duration NOTICE = Duration.ofSeconds(5);
    /** How long a load balancer may take to see that the gateway is not ready. */
    private static final Duration POSTING = Duration.ofSeconds(3);

    private static final int PATIENCE = 20;

    private static final Vertx VERTX = Vertx.vertx();
    private static final CompletableFuture<GoAway> GO_AWAY = new CompletableFuture<>();
    private static final CompletableFuture<Void> CLOSED = new CompletableFuture<>();
    private static final List<CompletableFuture<HttpResponse<String>>> JAVA = new ArrayList<>();
    private static GatewayProcess gateway;
    private static HttpClientRequest openStream;
    private static boolean aliveAfterwards;
    private static List<Integer> goAwaysWithoutAStream;
    private static RawSocket.Answers http1;
    private static List<String> readiness;

    /** Stops a gateway that has open connections of each kind, and records what they get. */
    @BeforeAll
    static void stopAGateway() throws Exception {
        gateway = GatewayProcess.startAlive(
                        EmbeddedBroker.shared().bootstrapServers(),
                        Map.of(
                                "gateway.topics.prefix", "notice",
                                "gateway.topics.create", "on-demand",
                                "gateway.shutdown.notice", NOTICE.toString()))
                .awaitReady();
        openStream = openStream();
        try (Socket withoutAStream = http2WithoutAStream();
                RawSocket keptAlive = new RawSocket(gateway.port());
                HttpClient java = HttpClient.newHttpClient()) {
            keptAlive.send(probe()).read(1);
            post(java, 100);

            gateway.terminate();

            long begin = System.nanoTime();
            gateway.awaitNotReady();
            readiness = readiness();
            http1 = keptAlive.send(probe()).readToEnd();
            while (System.nanoTime() - begin < POSTING.toNanos()) {
                post(java, 1);
            }
            GO_AWAY.get(PATIENCE, TimeUnit.SECONDS);
            openStream.end(" ");
            CLOSED.get(PATIENCE, TimeUnit.SECONDS);
            aliveAfterwards = gateway.isLive();
            goAwaysWithoutAStream = goAways(new DataInputStream(withoutAStream.getInputStream()));
            CompletableFuture.allOf(JAVA.toArray(CompletableFuture[]::new)).get(PATIENCE, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void end() throws Exception {
        gateway.stop();
        result(VERTX.close());
    }

    @Test
    void http2_getsGoAway_andItsOpenStreamIsAnswered() throws Exception {
        assertThat(GO_AWAY.join().getErrorCode()).isZero();
        assertThat(GO_AWAY.join().getLastStreamId()).isEqualTo(Integer.MAX_VALUE);
        assertThat(result(openStream.response()).statusCode()).isEqualTo(200);
        assertThat(result(openStream.response()).headers().names()).doesNotContain("connection");
        assertThat(aliveAfterwards)
                .as("the program is alive after the connection has closed")
                .isTrue();
    }

    @Test
    void http2WithoutAStream_getsTwoGoAways_andIsClosed() {
        assertThat(goAwaysWithoutAStream).containsExactly(Integer.MAX_VALUE, 0);
    }

    @Test
    void http1_isClosedWithTheNextAnswer() {
        assertThat(http1.statuses()).containsExactly(200, 200);
        assertThat(http1.text()).containsOnlyOnce("close");
    }

    @Test
    void readinessOnThePublicPort_isNotReady() {
        assertThat(readiness).containsExactly("not-ready");
    }

    @Test
    void clientOfTheJdk_overHttp2_getsEveryAnswer() {
        assertThat(JAVA)
                .hasSizeGreaterThan(150)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(JAVA.getFirst().join().version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    /** A stream of which half of the body is sent. */
    private static HttpClientRequest openStream() throws Exception {
        HttpClientRequest request = result(VERTX.createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false))
                .request(HttpMethod.POST, gateway.port(), "localhost", "/callbacks"));
        request.connection().goAwayHandler(GO_AWAY::complete).closeHandler(CLOSED::complete);
        request.putHeader("Content-Length", "2").write(" ");
        return request;
    }

    private static Socket http2WithoutAStream() throws IOException {
        Socket socket = new Socket("localhost", gateway.port());
        socket.setSoTimeout(PATIENCE * 1000);
        socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // SETTINGS
        readFrame(new DataInputStream(socket.getInputStream()));
        return socket;
    }

    private static List<String> readiness() {
        try (RawSocket balancer = new RawSocket(gateway.port())) {
            return balancer.send("GET /ready HTTP/1.0\r\n\r\n").read(1).reasons();
        }
    }

    /** Posts with at most 32 callbacks in flight. */
    private static void post(HttpClient client, int count) {
        for (int i = 0; i < count; i++) {
            await().pollInterval(Duration.ofMillis(2))
                    .until(() ->
                            JAVA.stream().filter(answer -> !answer.isDone()).count() < 32);
            String job = "{\"JobsDetail\":{\"JobId\":\"n" + JAVA.size() + "\",\"State\":\"Success\"}}";
            JAVA.add(client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + "/callbacks"))
                            .POST(BodyPublishers.ofString(job))
                            .build(),
                    BodyHandlers.ofString()));
        }
    }

    private static String probe() {
        return "POST /callbacks HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
    }

    /** The last stream ids of all GOAWAY frames until the connection ends. */
    private static List<Integer> goAways(DataInputStream frames) throws IOException {
        List<Integer> lastStreams = new ArrayList<>();
        try {
            while (true) {
                Frame frame = readFrame(frames);
                if (frame.type == 7) {
                    lastStreams.add(ByteBuffer.wrap(frame.payload).getInt());
                }
            }
        } catch (EOFException end) {
            return lastStreams;
        }
    }

    private record Frame(int type, byte[] payload) {}

    private static Frame readFrame(DataInputStream frames) throws IOException {
        int length = frames.readUnsignedShort() << 8 | frames.readUnsignedByte();
        int type = frames.readUnsignedByte();
        frames.readNBytes(5); // flags and stream
        byte[] payload = new byte[length];
        frames.readFully(payload);
        return new Frame(type, payload);
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
    }
}
