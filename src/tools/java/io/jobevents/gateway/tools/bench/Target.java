package io.jobevents.gateway.tools.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The measured programs.
 *
 * <ul>
 *   <li>{@link #FLOOR}: a bare HTTP server that publishes each body unparsed, with the same Kafka producer
 *   <li>{@link #FLOOR_READING}: the same after parsing each body without keeping anything: the minimal cost of parsing;
 *       measured under few loads
 *   <li>{@link #GATEWAY}: the packaged gateway in its production profile: tokens, limits, metrics and spool are on
 *   <li>{@link #BESIDE}: another packaged gateway, such as one before a change; with the option {@code --beside}
 *   <li>{@link #CAMEL}: Apache Camel, which decodes the body to a tree and publishes it as JSON
 *   <li>{@link #CAMEL_SCAN}: Apache Camel, which finds id, state and tag in the body and publishes it unchanged, which
 *       is less work; measured under few loads
 * </ul>
 */
enum Target {
    FLOOR("floor"),
    FLOOR_READING("floor, body read"),
    GATEWAY("gateway"),
    BESIDE("gateway, beside"),
    CAMEL("Camel"),
    CAMEL_SCAN("Camel, scan only");

    static final String TOKEN = "bench-0123456789abcdef";

    private static final Path GATEWAY_JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path CAMEL_FOLDER = Path.of("target", "bench-camel");

    /** For the compression of Kafka's client; the gateway's jar declares it itself. */
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    /** The jars of a Vert.x server, a Kafka producer and two parsers. */
    private static final Pattern FLOOR_JARS = Pattern.compile(
            "(vertx-core|netty-|kafka-clients|lz4-java|slf4j-api|jackson-core|woodstox-core|stax2-api).*\\.jar");

    private final String words;

    Target(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** The targets that are measured under every load. */
    static final List<Target> COMPARED = List.of(FLOOR, GATEWAY, CAMEL);

    /** The default targets of a run. */
    static List<Target> usual(boolean isLong, boolean beside) {
        return Arrays.stream(values())
                .filter(target -> isLong || target != CAMEL_SCAN)
                .filter(target -> beside || target != BESIDE)
                .toList();
    }

    /** Whether it is measured under that load. */
    boolean isMeasured(Setting setting) {
        return switch (this) {
            case GATEWAY, BESIDE -> true;
            case FLOOR, CAMEL -> setting != Setting.SEEN; // repeated ids make no difference to them
            case FLOOR_READING, CAMEL_SCAN -> setting == Setting.KEEP_32 || setting == Setting.KEEP_64;
        };
    }

    /** The path of its callback URL under a load. */
    String path(Setting setting) {
        return switch (this) {
            case FLOOR -> FloorServer.over(setting.partitions());
            case FLOOR_READING -> FloorServer.READING;
            case GATEWAY, BESIDE, CAMEL, CAMEL_SCAN -> "/callbacks";
        };
    }

    /** The arguments of {@code java} after the common options. */
    List<String> command(Launch launch, int port, int managementPort, Path folder) throws IOException {
        Site site = launch.site();
        return switch (this) {
            case FLOOR -> floor(site, port);
            case FLOOR_READING -> floor(site, port);
            case GATEWAY -> gateway(GATEWAY_JAR, site, port, managementPort, folder);
            case BESIDE -> gateway(launch.beside().orElseThrow(), site, port, managementPort, folder);
            case CAMEL -> camel(site, port, "tree");
            case CAMEL_SCAN -> camel(site, port, "scan");
        };
    }

    /** The settings and the jar of a packaged gateway. */
    static List<String> gateway(Path jar, Site site, int port, int managementPort, Path folder) {
        return List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + managementPort,
                "-Dkafka.bootstrap.servers=" + site.bootstrap(),
                "-Dgateway.topics.prefix=" + Site.PREFIX,
                "-Dgateway.http.tokens=" + TOKEN,
                "-Dgateway.spool.path=" + folder.resolve("spool"),
                // There is no load balancer to notify on shutdown.
                "-Dgateway.shutdown.notice=PT0S",
                "-Dgateway.shutdown.drain=PT1S",
                "-jar",
                jar.toAbsolutePath().toString());
    }

    private static List<String> floor(Site site, int port) {
        return List.of(
                NATIVE_ACCESS,
                "-cp",
                floorClassPath(),
                FloorServer.class.getName(),
                Integer.toString(port),
                site.bootstrap(),
                BenchTopic.BY_PARTITION.stream()
                        .map(topic -> Site.PREFIX + "." + topic.topic())
                        .collect(Collectors.joining(",")));
    }

    private static List<String> camel(Site site, int port, String step) throws IOException {
        String dependencies =
                Files.readString(CAMEL_FOLDER.resolve("classpath"), UTF_8).strip();
        return List.of(
                NATIVE_ACCESS,
                "-cp",
                CAMEL_FOLDER.resolve("classes").toAbsolutePath() + File.pathSeparator + dependencies,
                "io.jobevents.bench.CamelPeer",
                Integer.toString(port),
                site.bootstrap(),
                Site.PREFIX,
                step);
    }

    private static String floorClassPath() {
        String all = System.getProperty("java.class.path");
        return Path.of("target", "test-classes").toAbsolutePath()
                + File.pathSeparator
                + Arrays.stream(all.split(File.pathSeparator))
                        .filter(entry -> FLOOR_JARS
                                .matcher(Path.of(entry).getFileName().toString())
                                .matches())
                        .collect(Collectors.joining(File.pathSeparator));
    }
}
