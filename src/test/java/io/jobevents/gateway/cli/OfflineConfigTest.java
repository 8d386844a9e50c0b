package io.jobevents.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of {@link OfflineConfig}: settings of commands that start no gateway, and messages of faults. */
final class OfflineConfigTest {

    @TempDir
    Path folder;

    @Test
    void settings_areRead() {
        assertThat(load(Map.of("gateway.topics.prefix", "media")))
                .isInstanceOfSatisfying(OfflineConfig.Loaded.class, loaded -> {
                    assertThat(loaded.config().topics().prefix()).isEqualTo("media");
                    assertThat(loaded.config().callback().maxJobs()).isEqualTo(100);
                    assertThat(loaded.brokers().hosts()).containsExactly("localhost:9092");
                });
    }

    @Test
    void tokens_areNotRequired() {
        assertThat(load(Map.of("gateway.http.auth", "token"))).isInstanceOf(OfflineConfig.Loaded.class);
        assertThat(load(Map.of("gateway.http.auth", "token", "gateway.http.tokens", "short")))
                .isInstanceOf(OfflineConfig.Loaded.class);
    }

    @ParameterizedTest
    @CsvSource({
        "gateway.topics.partitions, 0, gateway.topics.partitions: is not positive",
        "gateway.http.max-body-size, 300M, gateway.http.max-body-size: is not from 1K to 256M",
        "gateway.http.max-body-size, big, The config property gateway.http.max-body-size with the config value \"big\"",
        "gateway.topics.prefx, ci, gateway.topics.prefx in",
        "gateway.topics.prefix, ${no.such}, Could not expand value no.such in property gateway.topics.prefix",
        "quarkus.config.locations, ldap:somewhere, Scheme ldap not supported",
    })
    void fault_isASentence(String key, String value, String sentence) {
        assertThat(faults(load(Map.of(key, value)))).singleElement().asString().contains(sentence);
    }

    @Test
    void allFaults_areReportedTogether() {
        OfflineConfig config = OfflineConfig.load(
                ConfigUtils.configBuilder()
                        .withSources(new PropertiesConfigSource(
                                Map.of("gateway.topics.partitions", "0", "gateway.topics.refresh", "PT0S"),
                                "test",
                                500)),
                Map.of("GATEWAY_TOPIC_PREFIX", "ci", "GATEWAY_SERVICE_HOST", "10.0.0.7", "HOME", "/"));

        assertThat(faults(config))
                .containsExactly(
                        "gateway.topics.partitions: is not positive",
                        "gateway.topics.refresh: is less than a second",
                        "GATEWAY_TOPIC_PREFIX: no such setting; the keys are listed in the README");
    }

    @Test
    void configFile_isRead() throws IOException {
        Path file = Files.writeString(folder.resolve("more.properties"), "gateway.topics.prefix=more");

        assertThat(load(Map.of("quarkus.config.locations", file.toString())))
                .isInstanceOfSatisfying(
                        OfflineConfig.Loaded.class,
                        loaded -> assertThat(loaded.config().topics().prefix()).isEqualTo("more"));
    }

    @Test
    void malformedFile_isAFault() throws IOException {
        Path file = Files.writeString(folder.resolve("more.properties"), "gateway.topics.prefix=\\u12");

        assertThat(faults(load(Map.of("quarkus.config.locations", file.toString()))))
                .singleElement()
                .asString()
                .contains("Malformed");
    }

    private static OfflineConfig load(Map<String, String> settings) {
        // The default depends on the heap of the tests.
        Map<String, String> all = new HashMap<>(Map.of("gateway.http.max-in-flight-bytes", "1G"));
        all.putAll(settings);
        return OfflineConfig.load(
                ConfigUtils.configBuilder().withSources(new PropertiesConfigSource(all, "test", 500)), Map.of());
    }

    private static List<String> faults(OfflineConfig config) {
        assertThat(config).isInstanceOf(OfflineConfig.Faulty.class);
        return ((OfflineConfig.Faulty) config).sentences();
    }
}
