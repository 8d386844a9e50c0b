package io.jobevents.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.RecordingMetrics;
import io.jobevents.gateway.Refusal;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.document.OpenApi;
import io.jobevents.gateway.event.CallbackEvents.RejectedPart;
import io.jobevents.gateway.http.DoorContract.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that the OpenAPI document declares all answers of the gateway, and that {@link DoorContract} detects
 * differences.
 */
final class DoorContractTest {

    private static final GatewayConfig CONFIG = DeployedSettings.config(Map.of());
    private static final DoorContract CONTRACT = DoorContract.of(OpenApi.document(CONFIG, 8080, 9000, "1.0"));
    private static final String PROBLEM = "application/problem+json";
    private static final byte[] NOTHING = {};

    @ParameterizedTest
    @EnumSource
    void unavailable_isDeclared(Outcome.Cause cause) {
        CONTRACT.validate("POST", "/callbacks?token=a", NOTHING, answer(new Outcome.Unavailable(cause)));
    }

    /** Also finds reasons that the document declares and the gateway never answers. */
    @Test
    void declaredReasons_areThoseOfTheAnswers() throws IOException {
        JsonNode responses = new ObjectMapper()
                .readTree(OpenApi.document(CONFIG, 8080, 9000, "1.0"))
                .at("/components/responses");
        Set<String> known = new TreeSet<>();
        responses.properties().stream()
                .filter(response -> !response.getKey().startsWith("Console")) // of the management port
                .flatMap(response -> response.getValue().findValues("enum").stream())
                .forEach(words -> words.forEach(word -> known.add(word.textValue())));

        Set<String> answered = new TreeSet<>();
        for (Outcome.Cause cause : Outcome.Cause.values()) {
            JsonNode problem = new ObjectMapper()
                    .readTree(answer(new Outcome.Unavailable(cause)).body());
            answered.add(problem.get("reason").textValue());
        }
        for (Refusal refusal : Refusal.values()) {
            answered.add(refusal.code());
        }
        assertThat(known).isEqualTo(answered);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNDECODABLE_BYTES")
    void rejection_isDeclared(Reason reason) {
        Rejection rejection = new Rejection(reason, "At byte 0.");
        List<RejectedPart> parts = List.of(new RejectedPart(1, rejection));

        CONTRACT.validate("POST", "/callbacks", NOTHING, answer(new Outcome.Rejected(rejection, parts)));
        CONTRACT.validate("POST", "/callbacks", NOTHING, answer(new Outcome.Rejected(rejection, List.of()), 200));
        CONTRACT.validate(
                "POST", "/callbacks", NOTHING, answer(new Outcome.Published(List.of("j-0123456789abcdef"), parts)));
    }

    @ParameterizedTest
    @EnumSource
    void refusal_isDeclared(Refusal refusal) {
        Answer answer = answer(
                new Refusals(CONFIG, new RecordingMetrics()).problem(refusal).answer());
        Map<String, String> headers = new TreeMap<>(answer.headers());
        if (refusal == Refusal.METHOD_NOT_ALLOWED) {
            headers.put("allow", "GET, HEAD");
        }

        CONTRACT.validateAny(new Answer(answer.status(), headers, answer.body()));
    }

    static Stream<Arguments> unknown() {
        String known = problem("unauthorized", 401, "");
        return Stream.of(
                argumentSet("status", "POST", "/callbacks", 402, PROBLEM, known),
                argumentSet("reason", "POST", "/callbacks", 401, PROBLEM, problem("no-luck", 401, "")),
                argumentSet(
                        "reason of another status", "POST", "/callbacks", 401, PROBLEM, problem("not-found", 401, "")),
                argumentSet("status in the body", "POST", "/callbacks", 401, PROBLEM, problem("unauthorized", 403, "")),
                argumentSet("member", "POST", "/callbacks", 401, PROBLEM, problem("unauthorized", 401, ",\"why\":1")),
                argumentSet("media type", "POST", "/callbacks", 401, "text/plain", known),
                argumentSet("not JSON", "POST", "/callbacks", 401, PROBLEM, "no"),
                argumentSet("header that is missing", "POST", "/callbacks", 503, PROBLEM, problem("stopping", 503, "")),
                argumentSet("status of another path", "GET", "/ready", 401, PROBLEM, known),
                argumentSet("body where none is", "GET", "/ready", 200, "application/json", "{}"),
                argumentSet("path", "GET", "/secret", 200, "application/json", "{}"),
                argumentSet("method", "PUT", "/callbacks", 200, "application/json", "{\"outcome\":\"probe\"}"),
                argumentSet("outcome", "POST", "/callbacks", 200, "application/json", "{\"outcome\":\"lost\"}"),
                argumentSet(
                        "id",
                        "POST",
                        "/callbacks",
                        200,
                        "application/json",
                        "{\"outcome\":\"published\",\"events\":[\"j\"]}"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void undeclaredAnswer_fails(String method, String path, int status, String mediaType, String body) {
        Answer answer = new Answer(status, Map.of("content-type", mediaType), body);

        assertThatThrownBy(() -> CONTRACT.validate(method, path, NOTHING, answer))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("differs from the OpenAPI document");
        assertThatCode(() -> CONTRACT.validate(
                        "POST",
                        "/callbacks",
                        NOTHING,
                        new Answer(401, Map.of("content-type", PROBLEM), problem("unauthorized", 401, ""))))
                .doesNotThrowAnyException();
    }

    @Test
    void answerToAMalformedRequest_mustBeDeclaredSomewhere() {
        Map<String, String> headers = Map.of("content-type", PROBLEM);

        CONTRACT.validateAny(new Answer(414, headers, problem("uri-too-long", 414, "")));
        assertThatThrownBy(() -> CONTRACT.validateAny(new Answer(414, headers, problem("uri-too-odd", 414, ""))))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> CONTRACT.validateAny(new Answer(418, headers, "")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void acceptedRequest_mustBeDeclared() {
        Answer taken = answer(new Outcome.Published(List.of("j-0123456789abcdef"), List.of()));

        CONTRACT.validate("POST", "/callbacks/?a=b", "\n{\"JobsDetail\":[]}".getBytes(UTF_8), taken);
        assertThatThrownBy(() -> CONTRACT.validate("POST", "/callbacks", "{\"Jobs\":[]}".getBytes(UTF_8), taken))
                .hasMessageContaining("POST of");
    }

    @Test
    void answersOfAConnection_areSplit() {
        String text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\nAllow: a: b\r\n\r\n{}"
                + "HTTP/1.1 400 Bad Request\r\ncontent-length: 6\r\n\r\n网网HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf";

        assertThat(DoorContract.answers(text))
                .containsExactly(
                        new Answer(200, Map.of("content-length", "2", "allow", "a: b"), "{}"),
                        new Answer(400, Map.of("content-length", "6"), "网网"));
    }

    private static Answer answer(Outcome outcome) {
        return answer(outcome, 400);
    }

    private static Answer answer(Outcome outcome, int rejectedStatus) {
        GatewayConfig config =
                DeployedSettings.config(Map.of("GATEWAY_HTTP_REJECTED_STATUS", Integer.toString(rejectedStatus)));
        return answer(new Answers().of(outcome, Sources.of(config).byDefault()));
    }

    private static Answer answer(io.jobevents.gateway.http.Answer answer) {
        Map<String, String> headers = new TreeMap<>();
        answer.toResponse()
                .getHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst() + ""));
        return new Answer(answer.status(), headers, answer.body().toString());
    }

    private static String problem(String reason, int status, String more) {
        return "{\"type\":\"urn:jobevents:problems:%s\",\"title\":\"t\",\"status\":%d,\"detail\":\"d\",\"reason\":\"%s\"%s}"
                .formatted(reason, status, reason, more);
    }
}
