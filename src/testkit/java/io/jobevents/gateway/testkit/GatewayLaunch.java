package io.jobevents.gateway.testkit;

import io.jobevents.gateway.testkit.broker.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The command of a packaged gateway, for each start: ports, folder below {@code target/gateways}, JVM options, settings and
 * environment.
 */
final class GatewayLaunch {

    private static final Path JAR =
            Path.of(System.getProperty("packaged.directory", "target/quarkus-app"), "quarkus-run.jar");
    private static final Path HOME = Path.of("target", "gateways");
    /**
     * An archive of the classes, with which a start takes some 0.6 of the time. The first gateway that exits writes it,
     * and again if the jars have changed.
     */
    private static final List<String> CLASS_ARCHIVE = List.of(
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + HOME.resolve("classes.jsa").toAbsolutePath(),
            "-Xlog:cds*=off");

    private static final String SPOOL = "gateway.spool.path";

    private final String host;
    private final int port = FreePort.choose();
    private final int managementPort = FreePort.choose();
    private final List<String> prefix;
    private final Compilers compilers;
    private final Map<String, String> environment;
    private final Path folder = newFolder();
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "quarkus.http.port",
            Integer.toString(port),
            "quarkus.management.port",
            Integer.toString(managementPort),
            SPOOL,
            folder.resolve("spool").toString()));

    /**
     * @param prefix command prefix; see {@link JavaProcess#start}
     * @param host its host name
     */
    GatewayLaunch(
            List<String> prefix,
            Compilers compilers,
            String host,
            Map<String, String> settings,
            Map<String, String> environment) {
        this.prefix = List.copyOf(prefix);
        this.compilers = compilers;
        this.host = host;
        this.settings.putAll(settings);
        this.environment = Map.copyOf(environment);
    }

    static boolean isPackaged() {
        return Files.exists(JAR);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    int managementPort() {
        return managementPort;
    }

    /** Changes settings for the next start. */
    void change(Map<String, String> changes) {
        settings.putAll(changes);
    }

    JavaProcess start(String... arguments) {
        List<String> java = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC", compilers.option()));
        java.addAll(CLASS_ARCHIVE);
        settings.forEach((key, value) -> java.add("-D" + key + "=" + value));
        java.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        java.addAll(List.of(arguments));
        return JavaProcess.start(prefix, folder, logFile(), environment, java);
    }

    Path logFile() {
        return folder.resolve("gateway.log");
    }

    Path spool() {
        return Path.of(settings.get(SPOOL));
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(HOME.toAbsolutePath()), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
