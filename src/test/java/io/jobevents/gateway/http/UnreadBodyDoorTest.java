package io.jobevents.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The unread body of a refused delivery or of a GET: a short one is skipped; for a long one the connection or stream
 * ends.
 */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(TokenDoorTest.Profile.class)
final class UnreadBodyDoorTest {

    private static final String GOOD = "/callbacks?token=" + TokenDoorTest.NEW;
    private static final int TIMEOUT_SECONDS = 20;
    private static final long LARGE = 150L << 20;

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private Vertx vertx;
    private HttpClient http2;

    @BeforeEach
    void connect() {
        Sender.toReady(root, management);
        vertx = Vertx.vertx();
        http2 = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1)
                .setDefaultHost("localhost")
                .setDefaultPort(root.getPort()));
    }

    @AfterEach
    void disconnect() throws Exception {
        result(vertx.close());
    }

    @Test
    void shortBody_isSkipped_andTheConnectionStaysOpen() {
        String body = "x".repeat(UnreadBody.MAX_SKIPPED);
        try (RawSocket socket = new RawSocket(root.getPort())) {
            socket.send(head("/callbacks", "Content-Length: " + body.length())).read(1);

            RawSocket.Answers answers =
                    socket.send(body + head(GOOD, "Content-Length: 0")).read(2);

            assertThat(answers.statuses()).containsExactly(401, 200);
            assertThat(answers.text()).doesNotContainIgnoringCase("connection: close");
        }
    }

    @Test
    void shortBodyInChunks_isSkipped_andTheConnectionEnds() {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            RawSocket.Answers answers = socket.send(
                            head("/callbacks", "Transfer-Encoding: chunked") + "3\r\nabc\r\n0\r\n\r\n")
                    .readToEnd();

            assertThat(answers.statuses()).containsExactly(401);
            assertThat(answers.text()).containsIgnoringCase("connection: close");
        }
    }

    @Test
    void longBody_isAnswered_andTheConnectionEnds() {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            RawSocket.Answers answer =
                    socket.send(head(GOOD, "Content-Length: " + LARGE)).read(1);

            assertThat(answer.statuses()).containsExactly(413);
            assertThat(answer.text()).containsIgnoringCase("connection: close");
            assertThat(socket.sendUntilRefused(new byte[1 << 16], LARGE)).isLessThan(LARGE / 3);
            assertThat(socket.readToEnd().statuses()).containsExactly(413);
        }
    }

    @Test
    void longBodyInChunks_isAnswered_andTheConnectionEnds() {
        byte[] chunk = ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes(US_ASCII);
        try (RawSocket socket = new RawSocket(root.getPort())) {
            socket.send(head("/callbacks", "Transfer-Encoding: chunked")).read(1);

            assertThat(socket.sendUntilRefused(chunk, LARGE)).isLessThan(LARGE / 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GOOD, "/ready", "/schemas/job-event/1", "/schemas/none", "/elsewhere"})
    void bodyOfAGet_isSkippedIfShort_andEndsTheConnectionIfLong(String path) {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            String request = get(path, "Content-Length: 2") + "{}";
            assertThat(socket.send(request + request).read(2).statuses()).hasSize(2);
        }
        try (RawSocket socket = new RawSocket(root.getPort())) {
            RawSocket.Answers answer =
                    socket.send(get(path, "Content-Length: " + LARGE)).read(1);

            assertThat(answer.text()).containsIgnoringCase("connection: close");
            assertThat(socket.sendUntilRefused(new byte[1 << 16], LARGE)).isLessThan(LARGE / 3);
        }
    }

    @Test
    void missingBody_endsTheConnection() {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            assertThat(socket.send(head("/callbacks", "Content-Length: 10"))
                            .readToEnd()
                            .statuses())
                    .containsExactly(401);
        }
    }

    @Test
    void clientThatWaitsForContinue_isRefused_andTheConnectionEnds() {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            RawSocket.Answers answer = socket.send(head("/callbacks", "Content-Length: 10\r\nExpect: 100-continue"))
                    .readToEnd();

            assertThat(answer.statuses()).containsExactly(401);
            assertThat(answer.text()).containsIgnoringCase("connection: close");
        }
    }

    @Test
    void longBodyOverHttp2_isAnswered_andOnlyItsStreamEnds() throws Exception {
        HttpClientRequest bystander = request(GOOD);
        bystander.putHeader("Content-Length", "2").write(" ");
        HttpClientRequest refused = request("/callbacks");
        CompletableFuture<Throwable> reset = new CompletableFuture<>();
        refused.setChunked(true).exceptionHandler(reset::complete);
        refused.write(Buffer.buffer(new byte[1000]));

        HttpClientResponse answer = result(refused.response());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(reset.get(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        StreamResetException.class,
                        failure -> assertThat(failure.getCode()).isZero());

        bystander.end(" ");
        assertThat(result(bystander.response()).statusCode()).isEqualTo(200);
        assertThat(result(bystander.response()).version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(bystander.connection()).isSameAs(refused.connection());
    }

    @Test
    void bodyOverHttp2_overTheLimit_isAnsweredBeforeItsStreamEnds() throws Exception {
        HttpClientRequest request = request(GOOD);
        CompletableFuture<Throwable> reset = new CompletableFuture<>();
        request.setChunked(true).exceptionHandler(reset::complete);

        Future<HttpClientResponse> answer = request.response();
        Future<Buffer> problem = answer.compose(HttpClientResponse::body);
        request.write(Buffer.buffer(new byte[5000]));

        assertThat(result(problem).toString()).contains("\"reason\":\"body-too-large\"");
        assertThat(answer.result().statusCode()).isEqualTo(413);
        assertThat(reset.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(StreamResetException.class);
        assertThat(result(request(GOOD).send()).statusCode()).isEqualTo(200);
    }

    @Test
    void shortBodyOverHttp2_isSkipped_withoutAReset() throws Exception {
        HttpClientRequest request = request("/callbacks");
        CompletableFuture<Throwable> reset = new CompletableFuture<>();
        request.exceptionHandler(reset::complete)
                .putHeader("Content-Length", "2")
                .write(" ");
        assertThat(result(request.response()).statusCode()).isEqualTo(401);

        result(request.end(" "));

        assertThat(result(request(GOOD).send()).statusCode()).isEqualTo(200);
        assertThat(reset).isNotDone();
    }

    @Test
    void refusalsOverHttp2_areProblems() throws Exception {
        assertRefused(request("/elsewhere"), 404, "not-found");
        assertRefused(request(GOOD + "&x=" + "a".repeat(5000)), 414, "uri-too-long");
        HttpClientRequest large = request(GOOD);
        assertRefused(large.putHeader("X", "b".repeat(30_000)), 431, "headers-too-large");
        assertThat(result(request(GOOD + "&x=%zz{|}").send()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"200, " + GOOD, "401, /callbacks", "404, /elsewhere"})
    void headRequestOverHttp2_isAnsweredWithoutABody(int status, String path) throws Exception {
        List<Integer> pieces = new ArrayList<>();
        HttpClientRequest request = result(http2.request(HttpMethod.HEAD, path));
        Future<HttpClientResponse> answer = request.response();
        Future<Void> end = answer.onSuccess(response -> response.handler(piece -> pieces.add(piece.length())))
                .compose(HttpClientResponse::end);

        request.send();
        result(end);

        assertThat(answer.result().statusCode()).isEqualTo(status);
        assertThat(pieces).isEmpty();
    }

    private void assertRefused(HttpClientRequest request, int status, String reason) throws Exception {
        Future<HttpClientResponse> answer = request.response();
        Future<Buffer> problem = answer.compose(HttpClientResponse::body);
        request.send();

        assertThat(result(problem).toString()).contains("\"reason\":\"" + reason + "\"");
        assertThat(answer.result().statusCode()).isEqualTo(status);
        assertThat(answer.result().getHeader("Content-Type")).isEqualTo("application/problem+json");
    }

    private HttpClientRequest request(String path) throws Exception {
        return result(http2.request(HttpMethod.POST, path));
    }

    private static <T> T result(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static String get(String path, String length) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + length + "\r\n\r\n";
    }

    private static String head(String path, String length) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\n" + length + "\r\n\r\n";
    }
}
