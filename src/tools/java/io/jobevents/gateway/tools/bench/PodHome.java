package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A folder like {@code /app} of the image, built in the same steps: with the JVM options and an AOT cache. */
final class PodHome {

    private static final Path PACKAGED = Path.of("target", "quarkus-app");
    private static final Path OPTIONS = Path.of("src", "main", "docker", "java.options");
    private static final Path SPECIMENS = Path.of("src", "test", "resources", "callbacks");
    private static final String TRAINING = "io.jobevents.gateway.tools.training.Training";
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(5);

    private final Path folder;

    private PodHome(Path folder) {
        this.folder = folder;
    }

    static PodHome make() throws IOException {
        Path folder = BenchFolder.create("pod-home");
        copy(PACKAGED, folder);
        Files.copy(OPTIONS, folder.resolve("java.options"));
        Path log = folder.resolve("training.log");
        JavaProcess training = JavaProcess.start(
                Path.of("").toAbsolutePath(),
                log,
                List.of(
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TRAINING,
                        folder.toString(),
                        SPECIMENS.toString()));
        if (training.awaitExit(TRAINING_LIMIT) != 0) {
            throw new IOException("The training of the AOT cache failed; its output is in " + log);
        }
        return new PodHome(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    Path folder() {
        return folder;
    }

    Path jar() {
        return folder.resolve("quarkus-run.jar");
    }

    /** The options of the image's entry point, with this folder instead of {@code /app}. */
    List<String> jvmOptions() {
        Path nativeCode = folder.resolve("native");
        return List.of(
                "@java.options",
                "-Dorg.sqlite.lib.path=" + nativeCode,
                "-Djava.library.path=" + nativeCode,
                "-XX:AOTCache=" + folder.resolve("app.aot"));
    }
}
