package io.jobevents.gateway.tools.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The memory, threads and descriptors of one process, as Linux reports them. */
record ProcessSample(long residentMegabytes, int threads, int descriptors) {

    /** The present sample; empty if the process has ended. */
    static Optional<ProcessSample> of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            String status = Files.readString(proc.resolve("status"));
            return Optional.of(new ProcessSample(
                    value(status, "VmRSS:") >> 10, (int) value(status, "Threads:"), (int) descriptors.count()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static long value(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    String words() {
        return "%dM/%dt/%df".formatted(residentMegabytes, threads, descriptors);
    }
}
