package io.jobevents.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.LogCapture;
import io.jobevents.gateway.testkit.broker.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint with tokens: valid and invalid ones, and that no token appears in a log, metric or answer. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(TokenDoorTest.Profile.class)
final class TokenDoorTest {

    private static final String OLD = "0ld-token_with.all~kinds";
    static final String NEW = "n3wTokenThatComesAfterIt";
    private static final Pattern ACCESS = Pattern.compile("INFO 127\\.0\\.0\\.1 4\\d\\d (\\d+|-)");
    private static final String ALMOST = NEW.substring(0, NEW.length() - 1) + "x";

    /** Two tokens, small bodies, and all logs switched on. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "gateway.http.auth",
                    "token",
                    "gateway.http.tokens",
                    OLD + "," + NEW,
                    "gateway.http.max-body-size",
                    "1K",
                    "quarkus.http.access-log.enabled",
                    "true");
        }
    }

    @TestHTTPResource("/")
    URI root;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private Sender sender;
    private LogCapture log;

    @BeforeEach
    void connect() {
        sender = Sender.toReady(root, management);
        log = LogCapture.of("");
    }

    @AfterEach
    void disconnect() {
        log.close();
    }

    static Stream<Arguments> valid() {
        return Stream.of(
                argumentSet("in the query", "?token=" + OLD, Optional.empty()),
                argumentSet("the other token", "?token=" + NEW, Optional.empty()),
                argumentSet("among other parameters", "?a=b&token=" + NEW + "&c", Optional.empty()),
                argumentSet("after a wrong token", "?token=x&token=" + NEW, Optional.empty()),
                argumentSet("percent-encoded", "?token=" + NEW.replace("T", "%54"), Optional.empty()),
                argumentSet("tilde percent-encoded", "?token=" + OLD.replace("~", "%7E"), Optional.empty()),
                argumentSet("after an ampersand escaped for XML", "?a=b&amp;token=" + NEW, Optional.empty()),
                argumentSet("before a second question mark", "?token=" + NEW + "?sign=x&a=b", Optional.empty()),
                argumentSet("both mistakes", "?a&amp;token=" + NEW + "?sign=x", Optional.empty()),
                argumentSet("as a bearer", "", Optional.of("Bearer " + OLD)),
                argumentSet("as a bearer in lower case", "", Optional.of("bearer " + NEW)),
                argumentSet("as a bearer, with a wrong token in the query", "?token=x", Optional.of("Bearer " + NEW)),
                argumentSet("in the query, with a wrong bearer", "?token=" + NEW, Optional.of("Bearer x")),
                argumentSet("in the query, with basic credentials", "?token=" + NEW, Optional.of("Basic eDp5")));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void validToken_isAccepted(String query, Optional<String> authorization) {
        assertThat(post("/callbacks" + query, authorization, "").statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                argumentSet("none", "", Optional.empty()),
                argumentSet("an empty query", "?", Optional.empty()),
                argumentSet("an empty token", "?token=", Optional.empty()),
                argumentSet("no value", "?token", Optional.empty()),
                argumentSet("with one character changed", "?token=" + ALMOST, Optional.empty()),
                argumentSet("a prefix", "?token=" + NEW.substring(0, 16), Optional.empty()),
                argumentSet("the token twice", "?token=" + NEW + NEW, Optional.empty()),
                argumentSet("both in one", "?token=" + OLD + "," + NEW, Optional.empty()),
                argumentSet("with a blank at its end", "?token=" + NEW + "%20", Optional.empty()),
                argumentSet("with an escaped question mark", "?token=" + NEW + "%3Fa", Optional.empty()),
                argumentSet("escaped twice", "?a&amp;amp;token=" + NEW, Optional.empty()),
                argumentSet("in another case", "?token=" + NEW.toUpperCase(Locale.ROOT), Optional.empty()),
                argumentSet("under another name", "?xtoken=" + NEW, Optional.empty()),
                argumentSet("under a name in another case", "?TOKEN=" + NEW, Optional.empty()),
                argumentSet("as a bearer, with one character changed", "", Optional.of("Bearer " + ALMOST)),
                argumentSet("without a scheme", "", Optional.of(NEW)),
                argumentSet("under another scheme", "", Optional.of("Basic " + NEW)),
                argumentSet("an empty bearer", "", Optional.of("Bearer ")));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void invalidToken_isRefused(String query, Optional<String> authorization) {
        HttpResponse<String> answer = post("/callbacks" + query, authorization, "");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Sender.mediaType(answer)).isEqualTo("application/problem+json");
        assertThat(Sender.json(answer).at("/reason").asText()).isEqualTo("unauthorized");
        assertThat(sender.get("/callbacks" + query).statusCode()).isEqualTo(401);
    }

    @Test
    void getAndHead_needAToken_schemasDoNot() {
        assertThat(sender.get("/callbacks").statusCode()).isEqualTo(401);
        assertThat(sender.answer(sender.to("/callbacks").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(sender.get("/callbacks?token=" + NEW).statusCode()).isEqualTo(200);
        assertThat(sender.get("/schemas/job-event/1").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/schemas/../callbacks", "/schemas/%2e%2e/callbacks", "//callbacks", "/./callbacks"})
    void otherSpellingOfThePath_needsAToken(String path) {
        assertThat(sender.get(path).statusCode()).isEqualTo(401);
        assertThat(sender.post(path, "").statusCode()).isEqualTo(401);
    }

    @Test
    void checks_areInOrder_pathThenMethodThenTokenThenSize() {
        String large = "x".repeat(1025);

        assertThat(sender.post("/elsewhere", large).statusCode()).isEqualTo(404);
        assertThat(sender.answer(sender.to("/callbacks").PUT(BodyPublishers.ofString(large)))
                        .statusCode())
                .isEqualTo(405);
        assertThat(sender.post("/callbacks", large).statusCode()).isEqualTo(401);
        assertThat(sender.post("/callbacks?token=" + NEW, large).statusCode()).isEqualTo(413);
        assertThat(sender.post("/callbacks?token=" + NEW, "x").statusCode()).isEqualTo(400);
    }

    @Test
    void token_appearsNowhere() {
        Stream.of(
                        post("/callbacks?token=" + NEW, Optional.empty(), "{"),
                        post("/callbacks?token=" + NEW, Optional.empty(), "x".repeat(1025)),
                        post("/callbacks?token=" + ALMOST, Optional.empty(), ""),
                        post("/callbacks", Optional.of("Bearer " + OLD), "{"),
                        post("/elsewhere?token=" + NEW, Optional.of("Bearer " + OLD), ""),
                        sender.get("/schemas/none?token=" + NEW),
                        sender.answer(sender.to("/callbacks?token=" + NEW).PUT(BodyPublishers.noBody())))
                .forEach(answer -> assertThat(answer.headers().map() + answer.body())
                        .doesNotContain(NEW)
                        .doesNotContain(OLD)
                        .doesNotContain(ALMOST));

        // The access log is written after the answer.
        await().untilAsserted(() -> assertThat(log.lines())
                .filteredOn(line -> ACCESS.matcher(line).matches())
                .hasSizeGreaterThanOrEqualTo(7));
        assertThat(log.lines())
                .noneMatch(line -> line.contains("/callbacks"))
                .noneMatch(line -> line.contains(NEW))
                .noneMatch(line -> line.contains(OLD))
                .noneMatch(line -> line.contains(ALMOST));
    }

    private HttpResponse<String> post(String pathAndQuery, Optional<String> authorization, String body) {
        HttpRequest.Builder request = sender.to(pathAndQuery).POST(BodyPublishers.ofString(body));
        authorization.ifPresent(shown -> request.header("Authorization", shown));
        return sender.answer(request);
    }
}
