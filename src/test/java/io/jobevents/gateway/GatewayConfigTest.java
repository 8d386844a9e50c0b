package io.jobevents.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.GatewayConfig.Auth;
import io.jobevents.gateway.GatewayConfig.Create;
import io.jobevents.gateway.event.PersonalData;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of each configuration key: its default, and one explicit value. */
final class GatewayConfigTest {

    /** A key with its default, and a text with its converted value. */
    private record Key(
            String name, Function<GatewayConfig, Object> read, Object byDefault, String text, Object explicit) {}

    private static final List<Key> KEYS = List.of(
            new Key("http.path", config -> config.http().path(), "/callbacks", "/ci/in", "/ci/in"),
            new Key("http.auth", config -> config.http().auth(), Auth.TOKEN, "none", Auth.NONE),
            new Key(
                    "http.tokens",
                    config -> config.http().tokens(),
                    Optional.empty(),
                    "abcdefghijklmnop,qrstuvwxyz012345",
                    Optional.of(List.of("abcdefghijklmnop", "qrstuvwxyz012345"))),
            new Key("http.max-body-size", config -> config.http().maxBodySize(), bytes(4 << 20), "1M", bytes(1 << 20)),
            new Key("http.max-in-flight", config -> config.http().maxInFlight(), 4096, "17", 17),
            new Key(
                    "http.max-in-flight-bytes",
                    config -> config.http().maxInFlightBytes(),
                    Optional.empty(),
                    "64M",
                    Optional.of(bytes(64 << 20))),
            new Key("http.max-connections", config -> config.http().maxConnections(), 8192, "99", 99),
            new Key("http.rejected-status", config -> config.http().rejectedStatus(), 400, "200", 200),
            new Key(
                    "accept.buckets",
                    config -> config.accept().buckets(),
                    Optional.empty(),
                    "a-1300000042,b-1300000042",
                    Optional.of(List.of("a-1300000042", "b-1300000042"))),
            new Key("callback.max-depth", config -> config.callback().maxDepth(), 64, "8", 8),
            new Key(
                    "http.tokens-file",
                    config -> config.http().tokensFile(),
                    Optional.empty(),
                    "/run/tokens",
                    Optional.of(Path.of("/run/tokens"))),
            new Key("http.max-rate", config -> config.http().maxRate(), Optional.empty(), "50", Optional.of(50)),
            new Key(
                    "sources.media.tokens",
                    config -> media(config).flatMap(GatewayConfig.Source::tokens),
                    Optional.empty(),
                    "a,b",
                    Optional.of(List.of("a", "b"))),
            new Key(
                    "sources.media.tokens-file",
                    config -> media(config).flatMap(GatewayConfig.Source::tokensFile),
                    Optional.empty(),
                    "/run/media",
                    Optional.of(Path.of("/run/media"))),
            new Key(
                    "sources.media.buckets",
                    config -> media(config).flatMap(GatewayConfig.Source::buckets),
                    Optional.empty(),
                    "a,b",
                    Optional.of(List.of("a", "b"))),
            new Key(
                    "sources.media.rejected-status",
                    config -> media(config).flatMap(GatewayConfig.Source::rejectedStatus),
                    Optional.empty(),
                    "200",
                    Optional.of(200)),
            new Key(
                    "sources.media.max-rate",
                    config -> media(config).flatMap(GatewayConfig.Source::maxRate),
                    Optional.empty(),
                    "7",
                    Optional.of(7)),
            new Key("callback.max-nodes", config -> config.callback().maxNodes(), 600_000, "500", 500),
            new Key("callback.max-jobs", config -> config.callback().maxJobs(), 100, "3", 3),
            new Key(
                    "moderation.user",
                    config -> config.moderation().user(),
                    PersonalData.KEEP,
                    "drop",
                    PersonalData.DROP),
            new Key("topics.prefix", config -> config.topics().prefix(), "ci", "media", "media"),
            new Key("topics.create", config -> config.topics().create(), Create.NONE, "on-demand", Create.ON_DEMAND),
            new Key("topics.partitions", config -> config.topics().partitions(), 3, "12", 12),
            new Key(
                    "topics.replication-factor",
                    config -> config.topics().replicationFactor(),
                    Optional.empty(),
                    "2",
                    Optional.of((short) 2)),
            new Key(
                    "topics.extra-tags",
                    config -> config.topics().extraTags(),
                    Optional.empty(),
                    "Foo,Bar2",
                    Optional.of(List.of("Foo", "Bar2"))),
            new Key("spool.enabled", config -> config.spool().enabled(), true, "false", false),
            new Key(
                    "spool.path",
                    config -> config.spool().path(),
                    Path.of("spool"),
                    "/var/spool",
                    Path.of("/var/spool")),
            new Key("spool.max-size", config -> config.spool().maxSize(), bytes(1 << 30), "64M", bytes(64 << 20)),
            new Key(
                    "shutdown.notice",
                    config -> config.shutdown().notice(),
                    Duration.ofSeconds(5),
                    "PT1S",
                    Duration.ofSeconds(1)),
            new Key(
                    "shutdown.drain",
                    config -> config.shutdown().drain(),
                    Duration.ofMinutes(1),
                    "PT2S",
                    Duration.ofSeconds(2)),
            new Key(
                    "topics.refresh",
                    config -> config.topics().refresh(),
                    Duration.ofMinutes(1),
                    "PT5S",
                    Duration.ofSeconds(5)),
            new Key(
                    "publish.timeout",
                    config -> config.publish().timeout(),
                    Duration.ofMillis(1500),
                    "PT0.3S",
                    Duration.ofMillis(300)),
            new Key("console.enabled", config -> config.console().enabled(), false, "true", true),
            new Key(
                    "console.tokens",
                    config -> config.console().tokens(),
                    Optional.empty(),
                    "alice:abcdefghijklmnop,qrstuvwxyz012345",
                    Optional.of(List.of("alice:abcdefghijklmnop", "qrstuvwxyz012345"))),
            new Key(
                    "console.tokens-file",
                    config -> config.console().tokensFile(),
                    Optional.empty(),
                    "/run/console",
                    Optional.of(Path.of("/run/console"))),
            new Key("publish.max-waiting", config -> config.publish().maxWaiting(), 512, "9", 9),
            new Key(
                    "schemas.base-uri",
                    config -> config.schemas().baseUri(),
                    "urn:jobevents:schemas",
                    "https://ci.example/schemas",
                    "https://ci.example/schemas"));

    static Stream<Arguments> keys() {
        return KEYS.stream().map(key -> argumentSet(key.name(), key));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void key_hasItsDefault(Key key) {
        assertThat(key.read().apply(config(Map.of()))).isEqualTo(key.byDefault());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void key_convertsAValue(Key key) {
        GatewayConfig config = config(Map.of("gateway." + key.name(), key.text()));

        assertThat(key.read().apply(config)).isEqualTo(key.explicit());
        KEYS.stream()
                .filter(other -> other != key)
                .forEach(other ->
                        assertThat(other.read().apply(config)).as(other.name()).isEqualTo(other.byDefault()));
    }

    @Test
    void table_hasEachKey() {
        assertThat(KEYS.stream().map(Key::name))
                .containsExactlyInAnyOrderElementsOf(
                        keys(GatewayConfig.class, "").toList());
    }

    /** A row of the table may hold several keys of one group: {@code `gateway.callback.max-depth`, `.max-nodes`}. */
    @Test
    void readme_hasEachKey() throws IOException {
        List<String> cells = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `gateway."))
                .map(line -> line.split("\\|")[1])
                .toList();

        assertThat(KEYS).allSatisfy(key -> {
            String name = "gateway." + key.name().replace(".media.", ".<name>.");
            int leaf = name.lastIndexOf('.');
            assertThat(cells)
                    .as(name)
                    .anyMatch(cell -> cell.contains("`" + name + "`")
                            || cell.startsWith(" `" + name.substring(0, leaf + 1))
                                    && cell.contains("`" + name.substring(leaf) + "`"));
        });
    }

    /** The gateway's configuration with these settings and no others. */
    static GatewayConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(GatewayConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 500))
                .build()
                .getConfigMapping(GatewayConfig.class);
    }

    private static Stream<String> keys(Class<?> group, String prefix) {
        return Stream.of(group.getMethods()).flatMap(key -> {
            Class<?> type = key.getReturnType();
            if (type == Map.class) {
                return keys(GatewayConfig.Source.class, prefix + name(key) + ".media.");
            }
            return type.isInterface() && type.getEnclosingClass() == GatewayConfig.class
                    ? keys(type, prefix + name(key) + ".")
                    : Stream.of(prefix + name(key));
        });
    }

    private static Optional<GatewayConfig.Source> media(GatewayConfig config) {
        return Optional.ofNullable(config.sources().get("media"));
    }

    private static String name(Method key) {
        return key.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static MemorySize bytes(long size) {
        return new MemorySize(BigInteger.valueOf(size));
    }
}
