package io.jobevents.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobevents.gateway.HandSetClock;
import io.jobevents.gateway.console.Sessions.Session;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Session cookies, the tokens' file, and the delays of login attempts. */
final class SessionsTest {

    private static final String ALICE = "alice-and-her-token-0";
    private static final String BOB = "bob-has-another-token";

    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-11-30T08:00:00.5Z"));

    @TempDir
    Path folder;

    @Test
    void cookie_isValidOnEveryPodWithTheSameToken() {
        Sessions here = sessions("alice:" + ALICE);
        Session session = here.begin("alice");
        String cookie = here.cookie(session).orElseThrow();

        assertThat(sessions("bob:" + BOB + ",alice:" + ALICE).read(cookie)).contains(session);
        assertThat(sessions("alice:" + BOB).read(cookie)).isEmpty();
        assertThat(sessions("carol:" + ALICE).read(cookie)).isEmpty();
    }

    @Test
    void cookie_expires() {
        Sessions sessions = sessions("alice:" + ALICE);
        Session session = sessions.begin("alice");
        String cookie = sessions.cookie(session).orElseThrow();

        clock.passes(Sessions.LENGTH.minusSeconds(1));
        assertThat(sessions.read(cookie)).contains(session);
        clock.passes(Duration.ofSeconds(1));
        assertThat(sessions.read(cookie)).isEmpty();
    }

    @Test
    void forgedCookie_isInvalid() {
        Sessions sessions = sessions("alice:" + ALICE + ",bob:" + BOB);
        byte[] whole = Base64.getUrlDecoder()
                .decode(sessions.cookie(sessions.begin("alice")).orElseThrow());

        for (int i = 0; i < whole.length; i++) {
            byte[] forged = whole.clone();
            forged[i] ^= 1;
            assertThat(sessions.read(Base64.getUrlEncoder().encodeToString(forged)))
                    .as("byte %d", i)
                    .isEmpty();
        }
        byte[] ofBob = new String(whole, StandardCharsets.ISO_8859_1)
                .replaceFirst("alice", "bob")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(sessions.read(Base64.getUrlEncoder().encodeToString(ofBob))).isEmpty();
        for (String text : new String[] {"", "=", "a", "%", "x".repeat(10_000), "YWxpY2UgMQ"}) {
            assertThat(sessions.read(text)).isEmpty();
        }
    }

    @Test
    void changedFile_isReloaded_andEndsTheSessionsOfRemovedTokens() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), "alice:" + ALICE + "\n" + BOB);
        ConsoleTokens tokens = ofFile(file);
        Sessions sessions = new Sessions(tokens, clock);
        String cookie = sessions.cookie(sessions.begin("alice")).orElseThrow();
        assertThat(tokens.owner(BOB)).contains("token-2");

        Files.writeString(file, "alice:short");
        tokens.reload();
        assertThat(sessions.read(cookie)).isPresent();

        Files.writeString(file, "alice:" + BOB);
        tokens.reload();
        assertThat(sessions.read(cookie)).isEmpty();
        assertThat(tokens.owner(BOB)).contains("alice");
        assertThat(tokens.owner(ALICE)).isEmpty();
    }

    @Test
    void invalidFile_failsTheStart() throws Exception {
        Path door = Files.writeString(folder.resolve("door"), ALICE);
        Path file = folder.resolve("tokens");
        assertThatThrownBy(() -> ofFile(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gateway.console.tokens-file: " + file + " cannot be read");

        Files.writeString(file, "alice:" + ALICE);
        assertThatThrownBy(() -> start(Map.of(
                        "GATEWAY_CONSOLE_TOKENS_FILE", file.toString(), "GATEWAY_HTTP_TOKENS_FILE", door.toString())))
                .hasMessageContaining("also posts callbacks")
                .message()
                .doesNotContain(ALICE);
    }

    @Test
    void attempts_areDelayedLongerAfterEachFailure() {
        Attempts attempts = new Attempts(clock);
        assertThat(attempts.begin("a")).contains(Duration.ZERO);

        for (int expected : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            attempts.failed("a");
            assertThat(attempts.begin("a")).contains(Duration.ofSeconds(expected));
            attempts.waited();
        }
        assertThat(attempts.begin("b")).contains(Duration.ZERO);

        clock.passes(Duration.ofMinutes(16));
        assertThat(attempts.begin("a")).contains(Duration.ZERO);

        attempts.failed("a");
        attempts.succeeded("a");
        assertThat(attempts.begin("a")).contains(Duration.ZERO);
    }

    @Test
    void attempts_tooManyDelayed_areRefused() {
        Attempts attempts = new Attempts(clock);
        attempts.failed("a");
        for (int i = 0; i < Attempts.MOST_WAITING; i++) {
            assertThat(attempts.begin("a")).isPresent();
        }

        assertThat(attempts.begin("a")).isEmpty();
        assertThat(attempts.begin("b")).isEqualTo(Optional.of(Duration.ZERO));
        attempts.waited();
        assertThat(attempts.begin("a")).isPresent();
    }

    private Sessions sessions(String tokens) {
        return new Sessions(start(Map.of("GATEWAY_CONSOLE_TOKENS", tokens)), clock);
    }

    private static ConsoleTokens ofFile(Path file) {
        return start(Map.of("GATEWAY_CONSOLE_TOKENS_FILE", file.toString()));
    }

    private static ConsoleTokens start(Map<String, String> settings) {
        ConsoleTokens tokens = new ConsoleTokens(Consoles.config(settings), true, () -> {});
        tokens.open(new StartupEvent());
        return tokens;
    }
}
