package io.jobevents.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.HandSetClock;
import io.jobevents.gateway.LogCapture;
import io.jobevents.gateway.console.ConsoleProblem.Reason;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console's guards on a real server. */
final class GuardTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-11-30T08:00:00Z"));
    private final AtomicReference<EventStream> stream = new AtomicReference<>();
    private LogCapture log;
    private Consoles console;

    @BeforeEach
    void open() throws Exception {
        log = LogCapture.of(Changes.class.getName());
        console = new Consoles(Map.of("GATEWAY_CONSOLE_TOKENS", "alice:" + Consoles.TOKEN), clock, routes -> {
            routes.get("/who", call -> call.answer(out -> out.writeStringField("name", call.name())));
            routes.post(
                    "/echo",
                    call -> call.answer(out ->
                            out.writeStringField("name", call.json().path("a").asText())));
            routes.post("/raw", 10, call -> call.attachment("raw.bin", call.body()));
            routes.post("/fault", call -> {
                throw new IllegalStateException("by the test");
            });
            routes.post("/stream", call -> stream.set(call.stream()));
        });
    }

    @AfterEach
    void close() throws Exception {
        console.close();
        log.close();
    }

    @Test
    void login_setsACookie_thatAuthenticates() throws Exception {
        HttpResponse<String> login = logIn(Consoles.TOKEN);

        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.body()).isEqualTo("""
                {"name":"alice","expires":"2026-11-30T16:00:00Z","open":false}""");
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("console-session=")
                .contains("Max-Age=28800", "Path=/console", "HTTPOnly", "SameSite=Strict")
                .doesNotContain("Secure", Consoles.TOKEN);
        assertThat(answer(to("/who").header("Cookie", cookie.split(";")[0])).body())
                .isEqualTo("{\"name\":\"alice\"}");
        assertThat(answer(to("/session").header("Cookie", cookie.split(";")[0])).body())
                .isEqualTo(login.body());

        clock.passes(Sessions.LENGTH);

        assertProblem(answer(to("/who").header("Cookie", cookie.split(";")[0])), 401, "unauthorized");
        assertThat(console.counted).containsExactly("accepted");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("alice logged in")
                .doesNotContain(Consoles.TOKEN);
    }

    @Test
    void cookie_behindTls_isSecure_andLogoutRemovesIt() throws Exception {
        HttpResponse<String> login = answer(to("/session")
                .header("X-Console", "1")
                .header("X-Forwarded-Proto", "https")
                .POST(BodyPublishers.ofString("{\"token\":\"" + Consoles.TOKEN + "\"}")));

        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");

        HttpResponse<String> logout =
                answer(to("/session").header("X-Console", "1").DELETE());

        assertThat(logout.statusCode()).isEqualTo(204);
        assertThat(logout.headers().firstValue("Set-Cookie").orElseThrow()).contains("console-session=;", "Max-Age=0");
    }

    @Test
    void securityHeaders_areOnEveryAnswer() throws Exception {
        for (String path : new String[] {"/console", "/console/api/who", "/console/api/nothing"}) {
            HttpResponse<String> answer = answer(HttpRequest.newBuilder(uri(path)));

            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'none'", "frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy"))
                    .contains("same-origin");
            assertThat(answer.headers().firstValue("Cache-Control"))
                    .contains(path.contains("api") ? "no-store" : "no-cache");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/console/api/who, 401",
        "/console/api/session, 401",
        "/console/api/nothing, 401",
        "/console/api/..%2fwho, 401",
        "/console, 200",
        "/console/lib/lit-html.js, 200",
        "/console/lib/LICENSE, 404",
        "/console/index.html, 404",
        "/console/none.js, 404",
        "/console/lib/../../application.properties, 404",
        "/console/..%2fapplication.properties, 404",
        "/console/%2e%2e/application.js, 404",
    })
    void path_withoutAToken(String path, int status) throws Exception {
        assertThat(answer(HttpRequest.newBuilder(uri(path))).statusCode()).isEqualTo(status);
    }

    @Test
    void post_requiresTheConsoleHeaderOrABearerToken() throws Exception {
        assertProblem(answer(to("/echo").POST(BodyPublishers.ofString("{}"))), 403, "header-missing");
        assertProblem(
                answer(to("/echo").header("X-Console", "1").POST(BodyPublishers.ofString("{}"))), 401, "unauthorized");
        assertThat(answer(bearer("/echo").POST(BodyPublishers.ofString("{\"a\":\"b\"}")))
                        .body())
                .isEqualTo("{\"name\":\"b\"}");
    }

    @Test
    void otherMethodOfAPath_isNotAllowed_andAnotherPathIsNotFound() throws Exception {
        HttpResponse<String> reading = answer(bearer("/echo"));
        assertProblem(reading, 405, "method-not-allowed");
        assertThat(reading.headers().firstValue("Allow")).contains("POST");

        HttpResponse<String> writing = answer(bearer("/session").PUT(BodyPublishers.ofString("{}")));
        assertProblem(writing, 405, "method-not-allowed");
        assertThat(writing.headers().firstValue("Allow")).contains("GET, POST, DELETE");

        assertProblem(answer(bearer("/nothing")), 404, "not-found");
    }

    @Test
    void body_tooLargeOrNoObject_isRefused() throws Exception {
        assertProblem(answer(bearer("/echo").POST(BodyPublishers.ofString("[]"))), 400, "malformed-request");
        assertProblem(answer(bearer("/echo").POST(BodyPublishers.ofString("{} {}"))), 400, "malformed-request");
        assertProblem(answer(bearer("/raw").POST(BodyPublishers.ofString("x".repeat(11)))), 413, "body-too-large");
        assertThat(answer(bearer("/raw").POST(BodyPublishers.ofString("0123456789")))
                        .body())
                .isEqualTo("0123456789");
    }

    @Test
    void exception_isAnswered500_withoutItsMessage() throws Exception {
        HttpResponse<String> answer = answer(bearer("/fault").POST(BodyPublishers.noBody()));

        assertProblem(answer, 500, "internal-error");
        assertThat(answer.body()).doesNotContain("by the test");
    }

    @Test
    void otherOrigin_isRefused() throws Exception {
        assertThat(raw("GET", "Host: ops.example", "Origin: https://ops.example"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET", "Host: ops.example", "Origin: https://evil.example"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET", "Host: ops.example", "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(raw("GET", "Host: localhost:9000", "Origin: http://localhost:3000"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void wrongToken_isRefused_andTheNextAttemptIsDelayed() throws Exception {
        assertProblem(logIn("no-token-of-this-console"), 401, "unauthorized");

        long start = System.nanoTime();
        assertThat(logIn(Consoles.TOKEN).statusCode()).isEqualTo(200);

        // Answered after the delay; SessionsTest covers its length.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
        assertThat(console.counted).containsExactly("refused", "accepted");
        assertThat(log.lines()).first().asString().contains("refused a token").doesNotContain("no-token");
    }

    @Test
    void stream_slowClient_refusesEvents_andDisconnectedClient_closesIt() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        try (Socket socket = new Socket("localhost", console.port())) {
            socket.getOutputStream()
                    .write(
                            ("POST /console/api/stream HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nAuthorization: Bearer "
                                            + Consoles.TOKEN + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> stream.get() != null);
            stream.get().onClose(() -> closed.set(true));
            JsonBody large = out -> out.writeStringField("a", "x".repeat(100_000));

            // The client reads nothing, so in the end the socket's buffers are full, too.
            int sent = 0;
            while (stream.get().send("rows", large) && sent < 10_000) {
                sent++;
                Thread.onSpinWait();
            }

            assertThat(sent).isBetween(1, 9_999);
            assertThat(stream.get().isOpen()).isTrue();
            assertThat(new String(socket.getInputStream().readNBytes(2000), StandardCharsets.US_ASCII))
                    .contains("200 OK", "text/event-stream");
        }
        await().untilTrue(closed);
        assertThat(stream.get().send("rows", out -> {})).isFalse();
        assertThat(stream.get().isOpen()).isFalse();
    }

    @Test
    void everyReason_isInTheOpenApiDocument() throws Exception {
        Set<String> words = new HashSet<>();
        new ObjectMapper()
                .readTree(Path.of("docs", "openapi.json").toFile())
                .findValues("enum")
                .forEach(reasons -> reasons.forEach(reason -> words.add(reason.asText())));

        assertThat(words)
                .containsAll(Arrays.stream(Reason.values()).map(Reason::code).toList());
    }

    private HttpResponse<String> logIn(String token) throws Exception {
        return answer(
                to("/session").header("X-Console", "1").POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
    }

    private HttpRequest.Builder bearer(String path) {
        return to(path).header("Authorization", "Bearer " + Consoles.TOKEN);
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(uri("/console/api" + path));
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + console.port() + path);
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private String raw(String method, String... headers) throws Exception {
        try (Socket socket = new Socket("localhost", console.port())) {
            String head = method + " /console/api/who HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nAuthorization: Bearer " + Consoles.TOKEN + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains(ConsoleProblem.MEDIA_TYPE);
        assertThat(answer.body())
                .contains("\"type\":\"urn:jobevents:problems:" + reason + "\"", "\"reason\":\"" + reason + "\"");
        assertThat(Reason.values()).extracting(Reason::code).contains(reason);
    }
}
