package io.jobevents.gateway.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Http2UpgradeTest {

    private static final String SETTINGS = "AAMAAABkAAQAAP__";

    @ParameterizedTest
    @ValueSource(strings = {"curl/8.5.0", "Java-http-client/24", "Java-http-client/25.0.3", "Java-http-client/x"})
    void completeUpgrade_isKept(String userAgent) {
        HttpRequest head = complete();
        head.headers().set("User-Agent", userAgent);

        assertThat(Http2Upgrade.prepare(head, true)).isTrue();
        assertThat(head.headers().get("Upgrade")).isEqualTo("h2c");
    }

    private static HttpRequest complete() {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        head.headers()
                .set("Host", "a")
                .set("Connection", "Upgrade, HTTP2-Settings")
                .set("Upgrade", "h2c")
                .set("HTTP2-Settings", SETTINGS);
        return head;
    }

    static Stream<Arguments> ignored() {
        return Stream.of(
                argumentSet("Java before 24", "User-Agent", "Java-http-client/17.0.15"),
                argumentSet("an invalid Host", "Host", "a b"),
                argumentSet("settings that are not base64", "HTTP2-Settings", "!"),
                argumentSet("settings with an incomplete setting", "HTTP2-Settings", "AAMAAA"),
                argumentSet("options without the settings", "Connection", "Upgrade"),
                argumentSet("options without the upgrade", "Connection", "HTTP2-Settings"),
                argumentSet("another protocol", "Upgrade", "websocket"));
    }

    @ParameterizedTest
    @MethodSource("ignored")
    void unsupportedUpgrade_isRemoved(String header, String value) {
        HttpRequest head = complete();
        head.headers().set(header, value);

        assertThat(Http2Upgrade.prepare(head, true)).isFalse();
        assertThat(head.headers().contains("Upgrade")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "HTTP2-Settings", "Connection"})
    void incompleteUpgrade_isRemoved(String missing) {
        HttpRequest head = complete();
        head.headers().remove(missing);

        assertThat(Http2Upgrade.prepare(head, true)).isFalse();
    }

    @Test
    void upgradeWhileStopping_isRemoved() {
        HttpRequest head = complete();

        assertThat(Http2Upgrade.prepare(head, false)).isFalse();
        assertThat(head.headers().contains("Upgrade")).isFalse();
    }

    @Test
    void requestWithoutAnUpgrade_isUnchanged() {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");

        assertThat(Http2Upgrade.prepare(head, true)).isFalse();
        assertThat(head.headers()).isEmpty();
    }
}
