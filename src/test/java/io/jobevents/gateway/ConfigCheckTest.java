package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of {@link ConfigCheck}: each fault is a sentence that names the key. */
final class ConfigCheckTest {

    private static final String TOKEN = "abcdefghijklmnop";

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("http.path", "callbacks", "no path"),
                wrong("http.path", "/schemas/in", "begins with /schemas"),
                wrong("http.path", "/a?b", "no path"),
                wrong("http.tokens", TOKEN + ",short", "token 2 of 2"),
                wrong("http.tokens", "a".repeat(129), "token 1 of 1"),
                wrong("http.tokens", "with a blank in it", "token 1 of 1"),
                wrong("http.max-rate", "0", "positive"),
                wrong("http.tokens-file", "/run/tokens", "is set beside gateway.http.tokens"),
                wrong("sources.media.tokens", "short", "token 1 of 1"),
                wrong("sources.media.tokens", TOKEN, "token 1 of 1 is also one of gateway.http.tokens"),
                wrong("http.max-body-size", "1023", "1K to 256M"),
                wrong("http.max-body-size", "257M", "1K to 256M"),
                wrong("http.max-in-flight", "0", "positive"),
                wrong("http.max-in-flight-bytes", "1M", "less than one largest body"),
                wrong("http.max-connections", "0", "positive"),
                wrong("http.rejected-status", "422", "neither 400 nor 200"),
                wrong("callback.max-depth", "1", "2 to 1000"),
                wrong("callback.max-depth", "1001", "2 to 1000"),
                wrong("callback.max-nodes", "0", "positive"),
                wrong("callback.max-jobs", "-1", "positive"),
                wrong("topics.prefix", ".ci", "begins with a dot"),
                wrong("topics.prefix", "c i", "A-Za-z0-9._-"),
                wrong("topics.prefix", "c".repeat(101), "1 to 100"),
                wrong("http.path", "/ready", "is /ready"),
                wrong("http.path", "/ready/", "is /ready"),
                wrong("topics.partitions", "0", "positive"),
                wrong("topics.replication-factor", "0", "positive"),
                wrong("topics.extra-tags", "Good,not-good", "'not-good' is no tag"),
                wrong("topics.extra-tags", "Other", "'Other' is no tag"),
                wrong("topics.refresh", "PT0.9S", "less than a second"),
                wrong("publish.timeout", "PT0S", "between 0 and"),
                wrong("publish.timeout", "PT26S", "between 0 and"),
                wrong("publish.max-waiting", "0", "positive"),
                wrong("spool.max-size", "512K", "less than 1M"),
                wrong("shutdown.notice", "PT-1S", "negative"),
                wrong("shutdown.drain", "PT-1S", "negative"),
                wrong("console.tokens", "alice:" + TOKEN, "the token of alice is also one of gateway.http.tokens"),
                wrong("console.tokens", "a:first-token-of-all,a:second-token-of-all", "has the name of another, a"),
                wrong("console.tokens", "token-2:first-token-of-all,second-token-of-all", "has the name of another"),
                wrong("console.tokens", "a:first-token-of-all,b:first-token-of-all", "token 2 of 2 occurs twice"),
                wrong("console.tokens", "Alice:first-token-of-all", "has a name that is not"),
                wrong("console.tokens", "a:b:first-token-of-all", "is not 16 to 128"),
                wrong("console.tokens", "short", "token 1 of 1 is not 16 to 128"),
                wrong("schemas.base-uri", "schemas", "absolute URI"),
                wrong("schemas.base-uri", "https://ci.example/schemas/", "without a slash"),
                wrong("schemas.base-uri", "https://ci example", "absolute URI"));
    }

    private static Arguments wrong(String key, String value, String fault) {
        return argumentSet(
                key + "=" + (value.length() > 40 ? value.length() + " characters" : value), key, value, fault);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void invalidValue_isASentenceThatNamesTheKey(String key, String value, String fault) {
        assertThat(ConfigCheck.faults(withToken(Map.of("gateway." + key, value))))
                .singleElement()
                .asString()
                .startsWith("gateway." + key + ": ")
                .contains(fault);
    }

    @Test
    void defaultsWithAToken_haveNoFault() {
        assertThat(ConfigCheck.faults(withToken(Map.of()))).isEmpty();
    }

    @Test
    void defaults_lackAToken() {
        assertThat(ConfigCheck.faults(GatewayConfigTest.config(Map.of())))
                .containsExactly(
                        "gateway.http.tokens: is not set; set one, or gateway.http.auth=none if anybody may post");
    }

    @Test
    void noToken_isValid_withoutAuthentication() {
        assertThat(ConfigCheck.faults(GatewayConfigTest.config(Map.of("gateway.http.auth", "none"))))
                .isEmpty();
    }

    @Test
    void sentence_neverShowsAToken() {
        Map<String, String> settings = Map.of("gateway.http.tokens", "p4ssw0rd!," + TOKEN + ",s3cr3t s3cr3t s3cr3t");

        assertThat(ConfigCheck.faults(GatewayConfigTest.config(settings)))
                .hasSize(1)
                .allMatch(sentence -> sentence.contains("token 1, 3 of 3"))
                .noneMatch(sentence -> sentence.contains("p4ssw0rd"))
                .noneMatch(sentence -> sentence.contains("s3cr3t"))
                .noneMatch(sentence -> sentence.contains(TOKEN));
    }

    @Test
    void sources_haveNoFault() {
        assertThat(ConfigCheck.faults(GatewayConfigTest.config(Map.of(
                        "gateway.sources.media.tokens", TOKEN,
                        "gateway.sources.media.buckets", "media-125,other-125",
                        "gateway.sources.media.rejected-status", "200",
                        "gateway.sources.media.max-rate", "50",
                        "gateway.sources.docs7.tokens-file", "/run/docs"))))
                .isEmpty();
    }

    static Stream<Arguments> invalidSources() {
        return Stream.of(
                argumentSet(
                        "reserved",
                        Map.of("gateway.sources.replay.tokens", TOKEN),
                        "gateway.sources.replay: is no name"),
                argumentSet(
                        "default",
                        Map.of("gateway.sources.default.tokens", TOKEN),
                        "gateway.sources.default: is no name"),
                argumentSet(
                        "upper case",
                        Map.of("gateway.sources.Media.tokens", TOKEN),
                        "gateway.sources.Media: is no name"),
                argumentSet(
                        "with a line",
                        Map.of("gateway.sources.my-team.tokens", TOKEN),
                        "gateway.sources.my-team: is no name"),
                argumentSet(
                        "no token",
                        Map.of("gateway.sources.media.max-rate", "5", "gateway.http.tokens", TOKEN),
                        "gateway.sources.media.tokens: is not set"),
                argumentSet(
                        "status",
                        Map.of("gateway.sources.media.tokens", TOKEN, "gateway.sources.media.rejected-status", "404"),
                        "gateway.sources.media.rejected-status: is neither"),
                argumentSet(
                        "rate",
                        Map.of("gateway.sources.media.tokens", TOKEN, "gateway.sources.media.max-rate", "0"),
                        "gateway.sources.media.max-rate: is not positive"),
                argumentSet(
                        "both",
                        Map.of(
                                "gateway.sources.media.tokens",
                                TOKEN,
                                "gateway.sources.media.tokens-file",
                                "/run/media"),
                        "gateway.sources.media.tokens-file: is set beside gateway.sources.media.tokens"),
                argumentSet(
                        "shared",
                        Map.of(
                                "gateway.sources.a.tokens",
                                "first-token-of-a," + TOKEN,
                                "gateway.sources.b.tokens",
                                TOKEN),
                        "is also one of gateway.sources."),
                argumentSet(
                        "anybody",
                        Map.of("gateway.sources.media.tokens", TOKEN, "gateway.http.auth", "none"),
                        "gateway.http.auth: is none, but there are sources"));
    }

    @ParameterizedTest
    @MethodSource("invalidSources")
    void invalidSource_isASentenceThatNamesTheKey(Map<String, String> settings, String sentence) {
        assertThat(ConfigCheck.faults(GatewayConfigTest.config(settings)))
                .singleElement()
                .asString()
                .contains(sentence)
                .doesNotContain(TOKEN);
    }

    @Test
    void console_needsItsOwnTokens_inProduction() {
        assertThat(ConfigCheck.faults(withToken(Map.of("gateway.console.enabled", "true"))))
                .containsExactly("gateway.console.tokens: is not set, and gateway.console.enabled is true; the console"
                        + " has tokens of its own");
        assertThat(ConfigCheck.faults(withToken(Map.of(
                        "gateway.console.enabled", "true",
                        "gateway.console.tokens", "alice:first-token-of-all",
                        "gateway.console.tokens-file", "/run/console"))))
                .containsExactly("gateway.console.tokens-file: is set beside gateway.console.tokens; set one of them");
    }

    @Test
    void allFaults_areReportedTogether() {
        assertThat(ConfigCheck.faults(withToken(Map.of(
                        "gateway.http.path", "x", "gateway.topics.partitions", "0", "gateway.callback.max-jobs", "0"))))
                .hasSize(3);
    }

    private static GatewayConfig withToken(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("gateway.http.tokens", TOKEN));
        all.putAll(settings);
        return GatewayConfigTest.config(all);
    }
}
