package io.jobevents.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobevents.gateway.broker.EmbeddedBroker;
import io.jobevents.gateway.http.RawSocket;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The time between SIGTERM and the end of the packaged program: senders are told, and none is left without an answer. */
final class NoticeIT {

    private static final Duration NOTICE = Duration.ofSeconds(4);
    private static final int PATIENCE = 20;

    private PackagedGateway gateway;

    @BeforeEach
    void start() {
        gateway = PackagedGateway.start(
                        EmbeddedBroker.shared().bootstrapServers(),
                        Map.of(
                                "gateway.topics.prefix", "notice",
                                "gateway.topics.create", "on-demand",
                                "gateway.shutdown.notice", NOTICE.toString()))
                .awaitReady();
    }

    @AfterEach
    void end() {
        gateway.close();
    }

    @Test
    void http2_isToldToOpenNoMoreStreams_andItsOpenStreamsAreServed() throws Exception {
        Vertx vertx = Vertx.vertx();
        HttpClientRequest open = result(vertx.createHttpClient(new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false))
                .request(HttpMethod.POST, gateway.port(), "localhost", "/callbacks"));
        CompletableFuture<GoAway> told = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        open.connection().goAwayHandler(told::complete).closeHandler(closed::complete);
        open.putHeader("Content-Length", "2").write(" ");

        gateway.stop();

        GoAway goAway = told.get(PATIENCE, TimeUnit.SECONDS);
        assertThat(goAway.getErrorCode()).isZero();
        assertThat(goAway.getLastStreamId()).isEqualTo(Integer.MAX_VALUE);
        assertThat(closed).isNotDone();
        open.end(" ");
        assertThat(result(open.response()).statusCode()).isEqualTo(200);
        assertThat(result(open.response()).headers().names()).doesNotContain("connection");
        closed.get(PATIENCE, TimeUnit.SECONDS);
        assertThat(gateway.isAlive()).as("the notice goes on").isTrue();
        result(vertx.close());
    }

    @Test
    void http2WithoutAnyStream_isToldTwice_andClosed() throws Exception {
        try (Socket socket = new Socket("localhost", gateway.port())) {
            socket.setSoTimeout(PATIENCE * 1000);
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}); // SETTINGS
            DataInputStream frames = new DataInputStream(socket.getInputStream());
            readFrame(frames);

            gateway.stop();

            assertThat(goAways(frames)).containsExactly(Integer.MAX_VALUE, 0);
        }
    }

    @Test
    void http1_endsEachConnectionWithItsNextAnswer() {
        try (RawSocket keptAlive = new RawSocket(gateway.port())) {
            assertThat(keptAlive.send(probe()).read(1).text()).doesNotContainIgnoringCase("connection: close");

            gateway.stop();

            gateway.awaitNotReady();
            RawSocket.Answers answers = keptAlive.send(probe()).readToEnd();
            assertThat(answers.statuses()).containsExactly(200, 200);
            assertThat(answers.text()).containsIgnoringCase("connection: close");
            try (RawSocket balancer = new RawSocket(gateway.port())) {
                assertThat(balancer.send("GET /ready HTTP/1.0\r\n\r\n").read(1).reasons())
                        .containsExactly("not-ready");
            }
        }
    }

    @Test
    void javasOwnClient_hasEveryAnswer() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            post(client, answers, 100);
            gateway.stop();
            // As long as a balancer may need to find out, and no longer than the notice.
            long end = System.nanoTime() + NOTICE.minusSeconds(2).toNanos();
            while (System.nanoTime() < end) {
                post(client, answers, 1);
            }

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.get(PATIENCE, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
            assertThat(answers.getFirst().join().version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
    }

    /** Posts, with at most 32 callbacks on their way. */
    private void post(HttpClient client, List<CompletableFuture<HttpResponse<String>>> answers, int count) {
        for (int i = 0; i < count; i++) {
            await().pollInterval(Duration.ofMillis(2))
                    .until(() ->
                            answers.stream().filter(answer -> !answer.isDone()).count() < 32);
            answers.add(client.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + "/callbacks"))
                            .POST(BodyPublishers.ofString(
                                    "{\"JobsDetail\":{\"JobId\":\"n" + answers.size() + "\",\"State\":\"Success\"}}"))
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
