package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of {@link EnvironmentKeys}: variables that begin like the gateway's and match no key. */
final class EnvironmentKeysTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GATEWAY_HTTP_TOKENS",
                "GATEWAY_HTTP_MAX_IN_FLIGHT_BYTES",
                "GATEWAY_TOPICS_REPLICATION_FACTOR",
                "GATEWAY_SCHEMAS_BASE_URI",
                "GATEWAY_HTTP_TOKENS_0",
                "GATEWAY_HTTP_TOKENS_0_",
                "GATEWAY_ACCEPT_BUCKETS_12_",
                "GATEWAY_SOURCES_MEDIA_TOKENS_FILE",
                "GATEWAY_SOURCES_7TEAM_MAX_RATE",
                "GATEWAY_SOURCES_MEDIA_BUCKETS_0_",
            })
    void key_isKnown(String name) {
        assertThat(EnvironmentKeys.unknown(Map.of(name, "x"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GATEWAY_HTTP_TOKEN",
                "GATEWAY_HTTP",
                "GATEWAY_HTTP_MAXBODYSIZE",
                "GATEWAY_TOPIC_PREFIX",
                "GATEWAY_SOURCES_MEDIA_TOKEN",
                "GATEWAY_SOURCES_MY_TEAM_TOKENS",
                "GATEWAY_SOURCES_MEDIA",
                "GATEWAY_SOURCES_2024_TOKENS",
                "GATEWAY_SOURCES",
                "GATEWAY_PORT",
                "GATEWAY_",
            })
    void misspeltKey_isUnknown(String name) {
        assertThat(EnvironmentKeys.unknown(Map.of(name, "x"))).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY_SERVICE_HOST, 10.0.0.7",
        "GATEWAY_SERVICE_PORT, 8080",
        "GATEWAY_SERVICE_PORT_HTTP, 8080",
        "GATEWAY_PORT, tcp://10.0.0.7:8080",
        "GATEWAY_PORT_8080_TCP, tcp://10.0.0.7:8080",
        "GATEWAY_PORT_8080_TCP_PROTO, tcp",
        "GATEWAY_PORT_8080_TCP_PORT, 8080",
        "GATEWAY_PORT_8080_TCP_ADDR, 10.0.0.7",
        "GATEWAY_CANARY_PORT, udp://10.0.0.8:9000",
        "GATEWAY_CANARY_SERVICE_HOST, 10.0.0.8",
    })
    void serviceLinkOfKubernetes_isIgnored(String name, String value) {
        assertThat(EnvironmentKeys.unknown(Map.of(name, value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATH", "KAFKA_BOOTSTRAP_SERVERS", "QUARKUS_HTTP_PORT", "API_GATEWAY_HOST", "gateway.http"})
    void variableWithAnotherPrefix_isIgnored(String name) {
        assertThat(EnvironmentKeys.unknown(Map.of(name, "x"))).isEmpty();
    }

    @Test
    void unknown_areInAlphabeticalOrder() {
        assertThat(EnvironmentKeys.unknown(Map.of("GATEWAY_B", "x", "GATEWAY_A", "x", "GATEWAY_C", "x")))
                .containsExactly("GATEWAY_A", "GATEWAY_B", "GATEWAY_C");
    }
}
