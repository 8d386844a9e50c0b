package io.jobevents.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console of a gateway without console tokens, as in dev mode. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
final class OpenConsoleDoorTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/",
                "/console/lib/lit-html.js",
                "/console/api/session",
                "/lib/lit-html.js",
                "/_static/lit-html/3.3.2/lit-html.js",
                "/_importmap/generated_importmap.js",
            })
    void publicPort_doesNotServeTheConsole(String path) throws Exception {
        assertThat(get(root, path).statusCode()).isEqualTo(404);
    }

    @Test
    void page_isServedWithAnETag() throws Exception {
        HttpResponse<String> page = get(management, "/console");
        HttpResponse<String> library = get(management, "/console/lib/lit-html.js");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(library.body()).contains("BSD-3-Clause");
        String tag = library.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                answer(request(management, "/console/lib/lit-html.js").header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        HttpResponse<String> head = answer(request(management, "/console").HEAD());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length"))
                .contains(String.valueOf(page.body().getBytes(StandardCharsets.UTF_8).length));
        HttpResponse<String> slash = get(management, "/console/");
        assertThat(slash.statusCode()).isEqualTo(308);
        assertThat(slash.headers().firstValue("Location")).contains("../console");
    }

    @Test
    void noTokens_loginIsNotRequired() throws Exception {
        assertThat(get(management, "/console/api/session").body()).isEqualTo("{\"name\":\"anonymous\",\"open\":true}");
    }

    @Test
    void foreignHost_isRefused() throws Exception {
        assertThat(raw("evil.example")).startsWith("HTTP/1.1 421").contains("wrong-host");
        assertThat(raw("localhost.evil.example:9000")).startsWith("HTTP/1.1 421");
        assertThat(raw("127.0.0.1:1")).startsWith("HTTP/1.1 200");
        assertThat(raw("[::1]:9000")).startsWith("HTTP/1.1 200");
    }

    @Test
    void form_isRefused() throws Exception {
        HttpResponse<String> answer =
                answer(request(management, "/console/api/session").POST(BodyPublishers.ofString("a=b")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"reason\":\"header-missing\"");
    }

    @Test
    void unknownPath_isAnsweredWithAProblem() throws Exception {
        assertThat(get(management, "/console/none.js").statusCode()).isEqualTo(404);
        assertThat(get(management, "/console/api/none").body()).contains("\"reason\":\"not-found\"");
    }

    @Test
    void state_describesThisGateway() throws Exception {
        await().untilAsserted(() -> assertThat(
                        JSON.readTree(get(management, "/console/api/state").body())
                                .at("/kafka/state")
                                .asText())
                .isEqualTo("answering"));

        JsonNode state = JSON.readTree(get(management, "/console/api/state").body());

        assertThat(state.at("/ready").asBoolean()).isTrue();
        assertThat(state.at("/stopping").asBoolean(true)).isFalse();
        assertThat(state.at("/kafka/circuit").asText()).isEqualTo("closed");
        assertThat(state.at("/topics/prefix").asText()).isEqualTo("ci");
        assertThat(state.at("/topics/create").asText()).isEqualTo("on-demand");
        assertThat(state.at("/spool/enabled").asBoolean()).isTrue();
        assertThat(state.at("/spool/aside/records").asInt(-1)).isZero();
        assertThat(state.at("/counts/callbacks/unavailable").isNumber()).isTrue();
        assertThat(state.at("/counts/connections").asInt()).isPositive();
        assertThat(state.at("/counts/acknowledged").isNumber()).isTrue();
        assertThat(state.at("/sources/0").asText()).isEqualTo("default");
        assertThat(state.at("/reasons").size()).isGreaterThan(5);
        assertThat(state.at("/tags").toString()).contains("\"snapshot\"");
        assertThat(state.at("/warnings").size()).isPositive();
    }

    @Test
    void spoolRetry_returnsTheNumberOfRecords() throws Exception {
        HttpResponse<String> answer = answer(request(management, "/console/api/spool/retry")
                .header("X-Console", "1")
                .POST(BodyPublishers.noBody()));

        assertThat(answer.body()).isEqualTo("{\"retried\":0}");
        assertThat(get(management, "/q/metrics").body())
                .contains("gateway_console_changes_total{change=\"spool-retry\"} 1.0")
                .contains("gateway_console_logins_total{result=\"refused\"} 0.0", "gateway_console_viewers 0.0");
    }

    @Test
    void specimen_outsideDevMode_isNotFound() throws Exception {
        assertThat(answer(request(management, "/console/api/specimen")
                                .header("X-Console", "1")
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
    }

    private String raw(String host) throws Exception {
        try (Socket socket = new Socket("localhost", management.getPort())) {
            socket.getOutputStream()
                    .write(("GET /console/api/session HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<String> get(URI server, String path) throws Exception {
        return answer(request(server, path));
    }

    private static HttpRequest.Builder request(URI server, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + path));
    }

    private static HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
