package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder of a run's figures, and of the logs, spools and data of its processes. */
final class BenchFolder {

    static final Path HOME = Path.of("target", "bench");

    private BenchFolder() {}

    /** Deletes the folders of earlier runs' processes, but not their figures and reports. */
    static void clear() throws IOException {
        Files.createDirectories(HOME);
        try (Stream<Path> entries = Files.list(HOME)) {
            for (Path folder : entries.filter(Files::isDirectory).toList()) {
                delete(folder);
            }
        }
    }

    /** Creates a folder whose name begins with {@code name}. */
    static Path create(String name) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(HOME.toAbsolutePath()), name + "-");
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
