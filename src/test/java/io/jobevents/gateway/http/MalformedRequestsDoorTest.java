package io.jobevents.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
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

/** Malformed HTTP/1.1 requests, byte for byte: each is answered with a problem and counted. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(TokenDoorTest.Profile.class)
final class MalformedRequestsDoorTest {

    private static final String TOKEN = TokenDoorTest.NEW;
    private static final String PROBE = "{\"message\":\"probe\"}";
    /** The size of requests whose answers exceed the socket buffers of both sides. */
    private static final long UNREAD = 20 << 20;

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
                        "different lengths",
                        post("Host: a\r\nContent-Length: 3\r\n", TAIL),
                        400,
                        "contradicting-lengths"),
                argumentSet(
                        "different lengths in one line",
                        post("Host: a\r\n", "Content-Length: 3, 19\r\n\r\n" + PROBE),
                        400,
                        "contradicting-lengths"),
                argumentSet(
                        "a length and chunks",
                        post("Host: a\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 5\r\n\r\n0\r\n\r\n"),
                        400,
                        "contradicting-lengths"),
                argumentSet(
                        "a length with a sign",
                        post("Host: a\r\n", "Content-Length: +19\r\n\r\n" + PROBE),
                        400,
                        "malformed-request"),
                argumentSet(
                        "a negative length",
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
                        "a chunk longer than its length",
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
                        "HTTP/2.0 in the request line",
                        "GET /callbacks HTTP/2.0\r\nHost: a\r\n\r\n",
                        400,
                        "malformed-request"),
                argumentSet("TLS", "\u0016\u0003\u0001 hello\r\n\r\n", 400, "malformed-request"),
                argumentSet(
                        "a PROXY line",
                        "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n" + post("Host: a\r\n", TAIL),
                        400,
                        "malformed-request"),
                argumentSet("an empty path", "GET ?a HTTP/1.1\r\nHost: a\r\n\r\n", 400, "malformed-request"),
                argumentSet(
                        "an authority in place of a path",
                        "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n",
                        404,
                        "not-found"),
                argumentSet(
                        "an asterisk in place of a path", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 404, "not-found"),
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
                        "headers-too-large"),
                argumentSet(
                        "headers too many",
                        post("Host: a\r\n" + "a: b\r\n".repeat(10_000), TAIL),
                        431,
                        "headers-too-large"),
                argumentSet("two Hosts", post("Host: a\r\nHost: b\r\n", TAIL), 400, "invalid-host"),
                argumentSet("a folded Host", post("Host: a\r\n b\r\n", TAIL), 400, "invalid-host"),
                argumentSet(
                        "an absolute URL without a Host",
                        "POST http://a" + path("") + " HTTP/1.1\r\n" + TAIL,
                        400,
                        "invalid-host"),
                argumentSet(
                        "an authority in place of a path, in a POST",
                        "POST a:80 HTTP/1.1\r\nHost: a\r\n" + TAIL,
                        404,
                        "not-found"),
                argumentSet(
                        "a TLS handshake",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u007c\u0003\u0003" + "r".repeat(300),
                        400,
                        "malformed-request"),
                argumentSet(
                        "a HTTP/2 preface with a wrong end",
                        "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
                        400,
                        "malformed-request"),
                argumentSet("a request line without an end", "G".repeat(100_000), 414, "uri-too-long"));
    }

    /** Requests whose end servers interpret differently (request smuggling). A valid request follows each. */
    static Stream<Arguments> smuggling() {
        return Stream.of(
                argumentSet("a blank before the colon", "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                argumentSet(
                        "a blank before the colon, and a length",
                        "Content-Length: 5\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                argumentSet("a blank before the colon of the length", "Content-Length : 0\r\n\r\n"),
                argumentSet("chunks, then identity", "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                argumentSet("identity, then chunks", "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n"),
                argumentSet("gzip, then chunks", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                argumentSet("chunks twice", "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"),
                argumentSet(
                        "chunks in two lines",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                argumentSet(
                        "identity in the line before",
                        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                argumentSet("another coding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
                argumentSet("a parameter", "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n"),
                argumentSet("quotes", "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
                argumentSet("a vertical tab", "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                argumentSet("no coding", "Transfer-Encoding:\r\n\r\n0\r\n\r\n"),
                argumentSet("a length in hexadecimal", "Content-Length: 0x0\r\n\r\n"),
                argumentSet("a length of two numbers", "Content-Length: 0 0\r\n\r\n"),
                argumentSet("an empty length", "Content-Length:\r\n\r\n"),
                argumentSet("a length beyond 64 bits", "Content-Length: 18446744073709551616\r\n\r\n"),
                argumentSet("the same length twice", "Content-Length: 0\r\nContent-Length: 0\r\n\r\n"),
                argumentSet("a folded length", "Content-Length:\r\n 0\r\n\r\n"),
                argumentSet("lines that end with LF", "Content-Length: 0\n\n"),
                argumentSet("CR inside a value", "X: a\rContent-Length: 0\r\n\r\n"),
                argumentSet("a zero byte in a value", "X: a\u0000b\r\nContent-Length: 0\r\n\r\n"),
                argumentSet("a zero byte in a name", "X\u0000: a\r\nContent-Length: 0\r\n\r\n"),
                argumentSet("an empty name", ": a\r\nContent-Length: 0\r\n\r\n"),
                argumentSet("a chunk with a sign", chunks("-1\r\n")),
                argumentSet("a chunk length in C notation", chunks("0x2\r\n{}\r\n0\r\n\r\n")),
                argumentSet("a chunk beyond 32 bits", chunks("100000002\r\n{}\r\n0\r\n\r\n")),
                argumentSet("a chunk that ends with LF", chunks("2\n{}\n0\n\n")),
                argumentSet("an extension that ends with LF", chunks("2;a\n{}\r\n0\r\n\r\n")),
                argumentSet("an extension with a line break", chunks("2;a=\"\r\n\"\r\n{}\r\n0\r\n\r\n")),
                argumentSet("an extension too long", chunks("2;a=" + "b".repeat(9000) + "\r\n{}\r\n0\r\n\r\n")),
                argumentSet("a trailer without a colon", chunks("2\r\n{}\r\n0\r\nX\r\n\r\n")),
                argumentSet("trailers too large", chunks("2\r\n{}\r\n0\r\nX: " + "y".repeat(60_000) + "\r\n\r\n")),
                argumentSet("trailers too many", chunks("2\r\n{}\r\n0\r\n" + "x: y\r\n".repeat(10_000) + "\r\n")));
    }

    private static String chunks(String body) {
        return "Transfer-Encoding: chunked\r\n\r\n" + body;
    }

    @ParameterizedTest
    @MethodSource("smuggling")
    void requestOfAmbiguousLength_isRefused_andTheNextIsNotAccepted(String rest) {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            RawSocket.Answers answers =
                    socket.send(post("Host: a\r\n", rest) + in("")).readToEnd();

            assertThat(answers.statuses()).containsExactly(400);
            assertThat(answers.text()).doesNotContain("probe");
        }
    }

    static Stream<Arguments> refusedWithARest() {
        return Stream.of(
                argumentSet("a wrong chunk", "/callbacks", chunks("zz\r\n"), 401),
                argumentSet("a wrong trailer", "/callbacks", chunks("0\r\nX y\r\n\r\n"), 401),
                argumentSet("a wrong path, with chunks", "/elsewhere", chunks("2\r\n{}\r\n0\r\n\r\n"), 404));
    }

    @ParameterizedTest
    @MethodSource("refusedWithARest")
    void requestAfterARefusedBodyOfUnknownLength_isNotAccepted(String path, String rest, int status) {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            RawSocket.Answers answers = socket.send("POST " + path + " HTTP/1.1\r\nHost: a\r\n" + rest + in(""))
                    .readToEnd();

            assertThat(answers.statuses()).containsExactly(status);
            assertThat(answers.text()).doesNotContain("probe");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "GET / HT", "PRI * HTTP/2.0\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"})
    void incompleteHead_isNotAnswered(String begin) {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            assertThat(socket.send(begin).sendNoMore().readToEnd().text()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 50\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"})
    void incompleteBody_isNoCallback(String begin) {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            assertThat(socket.send(post("Host: a\r\n", begin))
                            .sendNoMore()
                            .readToEnd()
                            .text())
                    .isEmpty();
        }
    }

    /** At most a hundred answers may be unread, since each takes memory until it is read. */
    @Test
    void pipelinedRequests_areAnswered_unlessTheClientDoesNotReadTheAnswers() {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            assertThat(socket.send(in("").repeat(100)).read(100).statuses())
                    .hasSize(100)
                    .containsOnly(200);
        }
        byte[] schemas = "GET /schemas/job-event/1 HTTP/1.1\r\nHost: a\r\n\r\n"
                .repeat(1000)
                .getBytes(US_ASCII);
        try (RawSocket notReading = new RawSocket(root.getPort())) {
            assertThat(notReading.sendUntilRefused(schemas, UNREAD)).isLessThan(UNREAD);
        }
        try (RawSocket other = new RawSocket(root.getPort())) {
            assertThat(other.send(in("")).read(1).statuses()).containsExactly(200);
        }
    }

    @Test
    void clientOfHttp10_getsNoInterimAnswer() {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            assertThat(socket.send("POST " + path("") + " HTTP/1.0\r\nExpect: 100-continue\r\n" + TAIL)
                            .readToEnd()
                            .statuses())
                    .containsExactly(200);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void malformedRequest_isRefusedWithAProblem_andCounted(String request, int status, String reason) {
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
                argumentSet("a Host that is no valid DNS name", post("Host: job_gateway:8080\r\n", TAIL)),
                argumentSet("an absolute URL", "POST http://a" + path("") + " HTTP/1.1\r\nHost: a\r\n" + TAIL),
                argumentSet("a broken escape in the query", in("x=%zz&")),
                argumentSet("half an escape in the query", in("x=%4&")),
                argumentSet("braces, bars and quotes in the query", in("x={a|b}\"<>\\^`&")),
                argumentSet("raw UTF-8 in the query", in("x=回调&")),
                argumentSet("a fragment in another parameter", in("x=#&")),
                argumentSet("a fragment after the token", "POST " + path("") + "#a HTTP/1.1\r\nHost: a\r\n" + TAIL),
                argumentSet("a Host that is an IPv6 address", post("Host: [::1]:8080\r\n", TAIL)),
                argumentSet("headers just below the limit", post("Host: a\r\nX: " + "b".repeat(9000) + "\r\n", TAIL)),
                argumentSet(
                        "an upgrade to HTTP/2 without settings",
                        post("Host: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n", TAIL)),
                argumentSet(
                        "an upgrade to HTTP/2 with invalid settings",
                        post(
                                "Host: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: !\r\n",
                                TAIL)),
                argumentSet(
                        "an upgrade to something else",
                        post("Host: a\r\nConnection: Upgrade\r\nUpgrade: irc\r\n", TAIL)),
                argumentSet("a folded header", post("Host: a\r\nX: a\r\n b\r\n", TAIL)),
                argumentSet("an empty line before the request", "\r\n" + post("Host: a\r\n", TAIL)),
                argumentSet(
                        "an absolute URL of another host",
                        "POST http://b" + path("") + " HTTP/1.1\r\nHost: a\r\n" + TAIL),
                argumentSet("an unknown expectation", post("Host: a\r\nExpect: 200-ok\r\n", TAIL)),
                argumentSet(
                        "trailers with forbidden fields",
                        post("Host: a\r\n", chunks("2\r\n  \r\n0\r\nContent-Length: 50\r\nHost: b\r\n\r\n"))),
                argumentSet("an extension of a chunk", post("Host: a\r\n", chunks("2;a=b\r\n  \r\n0\r\n\r\n"))),
                argumentSet(
                        "forwarded headers, which are ignored",
                        post("Host: a\r\nForwarded: for=;;\"\r\nX-Forwarded-Port: x\r\n", TAIL)));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void unusualRequest_isAccepted(String request) {
        try (RawSocket socket = new RawSocket(root.getPort())) {
            assertThat(socket.send(request).read(1).statuses()).containsExactly(200);
        }
    }

    @Test
    void malformedRequestAfterAGoodOne_isAnsweredAfterIt() {
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
