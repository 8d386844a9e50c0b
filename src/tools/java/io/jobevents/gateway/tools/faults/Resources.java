package io.jobevents.gateway.tools.faults;

import io.jobevents.gateway.testkit.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The memory, threads and descriptors of a gateway at one moment, and its processor time so far, as Linux reports them.
 */
record Resources(long megabytes, long threads, long descriptors, Duration cpu) {

    static Resources of(GatewayProcess gateway) throws IOException {
        Path proc = Path.of("/proc", Long.toString(gateway.pid()));
        return new Resources(
                gateway.residentMegabytes(),
                count(proc.resolve("task")),
                count(proc.resolve("fd")),
                ProcessHandle.of(gateway.pid())
                        .orElseThrow()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow());
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    /** The processor use since an earlier moment; one processor is 100 percent. */
    long cpuPercent(Resources before, int seconds) {
        return cpu.minus(before.cpu).toMillis() / (10L * seconds);
    }

    String words() {
        return "%d MiB, %d threads, %d descriptors".formatted(megabytes, threads, descriptors);
    }
}
