package io.jobevents.gateway.tools.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where a run keeps its figures, and the logs, spools and data of what it starts. */
final class BenchFolder {

    static final Path HOME = Path.of("target", "bench");

    private BenchFolder() {}

    /** Deletes what former runs have started left behind; their figures and reports stay. */
    static void clear() throws IOException {
        Files.createDirectories(HOME);
        try (Stream<Path> entries = Files.list(HOME)) {
            for (Path folder : entries.filter(Files::isDirectory).toList()) {
                delete(folder);
            }
        }
    }

    /** A new folder, whose name begins so. */
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
