package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that break the rules of HTTP/1.1, byte for byte: each gets its answer, which is a problem and is counted. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(TokenDoorTest.Profile.class)
final class MalformedRequestsDoorTest {

    private static final String TOKEN = TokenDoorTest.NEW;
    private static final String PROBE = "{\"message\":\"probe\"}";
    private static final String TAIL = "Content-Length: " + PROBE.length() + "\r\n\r\n" + PROBE;

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void awaitReady() {
        Sender.toReady(root, management);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                argumentSet("no Host", post("", TAIL), 400, "invalid-host"),
                argumentSet("a Host with a blank", post("Host: a b\r\n", TAIL), 400, "invalid-host"),
                argumentSet("a Host with a port too high", post("Host: x:99999\r\n", TAIL), 400, "invalid-host"),
                argumentSet("a Host with a word for a port", post("Host: gw:http\r\n", TAIL), 400, "invalid-host"),
                argumentSet("a Host in raw UTF-8", post("Host: 網關.example\r\n", TAIL), 400, "invalid-host"),
                argumentSet(
                        "lengths that differ",
                        post("Host: a\r\nContent-Length: 3\r\n", TAIL),
                        400,
                        "contradicting-lengths"),
                argumentSet(
                        "lengths that differ, in one line",
                        post("Host: a\r\n", "Content-Length: 3, 19\r\n\r\n" + PROBE),
                        400,
                        "contradicting-lengths"),
                argumentSet(
                        "a length beside chunks",
                        post("Host: a\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 5\r\n\r\n0\r\n\r\n"),
                        400,
                        "contradicting-lengths"),
                argumentSet(
                        "a length with a sign",
                        post("Host: a\r\n", "Content-Length: +19\r\n\r\n" + PROBE),
                        400,
                        "malformed-request"),
                argumentSet(
                        "a length below zero",
                        post("Host: a\r\n", "Content-Length: -1\r\n\r\n" + PROBE),
                        400,
                        "malformed-request"),
                argumentSet(
                        "a transfer coding without chunks",
                        post("Host: a\r\nTransfer-Encoding: gzip\r\n", "\r\n"),
                        400,
                        "malformed-request"),
                argumentSet(
                        "chunks in HTTP/1.0",
                        "POST /callbacks HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400,
                        "malformed-request"),
                argumentSet(
                        "a chunk without a length",
                        post("Host: a\r\nTransfer-Encoding: chunked\r\n", "\r\nzz\r\nabc\r\n0\r\n\r\n"),
                        400,
                        "malformed-request"),
                argumentSet(
                        "a chunk longer than it says",
                        post("Host: a\r\nTransfer-Encoding: chunked\r\n", "\r\n3\r\nabcdef\r\n0\r\n\r\n"),
                        400,
                        "malformed-request"),
                argumentSet("a header without a colon", post("Host: a\r\nX\r\n", TAIL), 400, "malformed-request"),
                argumentSet(
                        "a header with a blank in its name",
                        post("Host: a\r\nX y: z\r\n", TAIL),
                        400,
                        "malformed-request"),
                argumentSet(
                        "a header with a control character",
                        post("Host: a\r\nX: \u0001\r\n", TAIL),
                        400,
                        "malformed-request"),
                argumentSet("another protocol", "EHLO a\r\n\r\n", 400, "malformed-request"),
                argumentSet("HTTP/0.9", "GET /callbacks\r\n\r\n", 400, "malformed-request"),
                argumentSet("HTTP/1.2", "GET /callbacks HTTP/1.2\r\nHost: a\r\n\r\n", 400, "malformed-request"),
                argumentSet(
                        "HTTP/2.0 in words", "GET /callbacks HTTP/2.0\r\nHost: a\r\n\r\n", 400, "malformed-request"),
                argumentSet("TLS", "\u0016\u0003\u0001 hello\r\n\r\n", 400, "malformed-request"),
                argumentSet(
                        "a PROXY line",
                        "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n" + post("Host: a\r\n", TAIL),
                        400,
                        "malformed-request"),
                argumentSet("an empty path", "GET ?a HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-request"),
                argumentSet("an authority for a path", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 404, "not-found"),
                argumentSet("an asterisk for a path", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 404, "not-found"),
                argumentSet(
                        "a broken escape in the path",
                        "GET /callbacks%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                        404,
                        "not-found"),
                argumentSet("a path in raw UTF-8", "GET /回调 HTTP/1.1\r\nHost: a\r\n\r\n", 404, "not-found"),
                argumentSet(
                        "a URL too long",
                        "GET /callbacks?" + "a".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                        414,
                        "uri-too-long"),
                argumentSet(
                        "headers too large",
                        post("Host: a\r\nX: " + "b".repeat(30_000) + "\r\n", TAIL),
                        431,
                        "headers-too-large"),
                argumentSet(
                        "headers far too large",
                        post("Host: a\r\nX: " + "b".repeat(500_000) + "\r\n", TAIL),
                        431,
                        "headers-too-large"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void request_isRefused_withAProblemThatIsCounted(String request, int status, String reason) {
        double before = refused(status, reason);

        try (RawSocket socket = new RawSocket(root.getPort())) {
            RawSocket.Answers answer = socket.send(request).read(1);

            assertThat(answer.statuses()).containsExactly(status);
            assertThat(answer.reasons()).containsExactly(reason);
            assertThat(answer.text()).containsIgnoringCase("content-type: application/problem+json");
        }
        assertThat(refused(status, reason)).isEqualTo(before + 1);
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                argumentSet("HTTP/1.0 without a Host", "POST " + path("") + " HTTP/1.0\r\n" + TAIL),
                argumentSet("a Host that no name server knows", post("Host: job_gateway:8080\r\n", TAIL)),
                argumentSet("an absolute URL", "POST http://a" + path("") + " HTTP/1.1\r\nHost: a\r\n" + TAIL),
                argumentSet("a broken escape in the query", in("x=%zz&")),
                argumentSet("half an escape in the query", in("x=%4&")),
                argumentSet("braces, bars and quotes in the query", in("x={a|b}\"<>\\^`&")),
                argumentSet("raw UTF-8 in the query", in("x=回调&")),
                argumentSet("a fragment in another parameter", in("x=#&")),
                argumentSet("a fragment after the token", "POST " + path("") + "#a HTTP/1.1\r\nHost: a\r\n" + TAIL),
                argumentSet("a Host that is an IPv6 address", post("Host: [::1]:8080\r\n", TAIL)),
                argumentSet(
                        "a headers' size that is still taken",
                        post("Host: a\r\nX: " + "b".repeat(9000) + "\r\n", TAIL)),
                argumentSet(
                        "an upgrade to HTTP/2 without settings",
                        post("Host: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n", TAIL)),
                argumentSet(
                        "an upgrade to HTTP/2 with settings that are none",
                        post(
                                "Host: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: !\r\n",
                                TAIL)),
                argumentSet(
                        "an upgrade to something else",
                        post("Host: a\r\nConnection: Upgrade\r\nUpgrade: irc\r\n", TAIL)),
                argumentSet(
                        "forwarded headers that mean nothing",
                        post("Host: a\r\nForwarded: for=;;\"\r\nX-Forwarded-Port: x\r\n", TAIL)));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void request_isTaken(String request) {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            assertThat(socket.send(request).read(1).statuses()).containsExactly(200);
        }
    }

    @Test
    void malformedRequest_behindAGoodOne_isAnsweredAfterIt() {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            RawSocket.Answers answers =
                    socket.send(post("Host: a\r\n", TAIL) + "GARBAGE\r\n\r\n").readToEnd();

            assertThat(answers.statuses()).containsExactly(200, 400);
            assertThat(answers.text()).containsOnlyOnce("close");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /elsewhere HTTP/1.1\r\nHost: a\r\n\r\n"
            })
    void managementPort_answersWithProblemsToo_butDoesNotCountThem(String request) {
        double before = allRefused();

        try (RawSocket socket = new RawSocket(management.getPort())) {
            assertThat(socket.send(request).read(1).text())
                    .containsPattern("^HTTP/1.1 40[04] ")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .doesNotContain("html");
        }
        assertThat(allRefused()).isEqualTo(before);
    }

    private static String post(String headers, String tail) {
        return "POST " + path("") + " HTTP/1.1\r\n" + headers + tail;
    }

    private static String in(String query) {
        return "POST " + path(query) + " HTTP/1.1\r\nHost: a\r\n" + TAIL;
    }

    private static String path(String query) {
        return "/callbacks?" + query + "token=" + TOKEN;
    }

    private double refused(int status, String reason) {
        return metrics.get("gateway.refused")
                .tags("status", String.valueOf(status), "reason", reason)
                .counter()
                .count();
    }

    private double allRefused() {
        return metrics.get("gateway.refused").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
