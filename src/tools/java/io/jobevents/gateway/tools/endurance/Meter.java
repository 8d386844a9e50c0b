package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.endurance.Flatness.Series;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the memory, threads, descriptors and disks of a site's processes. The growth of gateways and brokers is
 * judged at the end. The figures of the balancer and the soak itself are only printed, since each callback that waits
 * during a fault has its own connection and thread there. For one thread.
 */
final class Meter {

    private final Site site;
    private final Flatness flatness;

    Meter(Site site, Flatness flatness) {
        this.site = site;
        this.flatness = flatness;
    }

    private Map<String, Long> judged() {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (int i = 0; i < site.gateways().size(); i++) {
            pids.put("gateway " + (i + 1), site.gateways().get(i).pid());
        }
        for (int i = 0; i < site.brokers().size(); i++) {
            pids.put("broker " + (i + 1), site.brokers().get(i).pid());
        }
        return pids;
    }

    private static String print(String name, long pid) {
        return ProcessSample.of(pid)
                .map(sample -> ", %s %s".formatted(name, sample.words()))
                .orElse("");
    }

    /** @return a summary of each process and disk */
    String read(Duration at, boolean calm) {
        StringBuilder words = new StringBuilder();
        judged().forEach((name, pid) -> {
            Optional<ProcessSample> read = ProcessSample.of(pid);
            read.ifPresent(sample -> words.append(", %s %s".formatted(name, sample.words())));
            if (calm && read.isPresent()) {
                ProcessSample sample = read.get();
                flatness.add(new Series(name, Measure.RESIDENT), at, sample.residentMegabytes());
                flatness.add(new Series(name, Measure.THREADS), at, sample.threads());
                flatness.add(new Series(name, Measure.DESCRIPTORS), at, sample.descriptors());
            }
        });
        words.append(print("balancer", site.balancer().pid()));
        words.append(print("soak itself", ProcessHandle.current().pid()));
        for (int i = 0; i < site.gateways().size(); i++) {
            read("gateway " + (i + 1), Measure.SPOOL_DISK, megabytesOfSpool(i), at, calm, words);
        }
        for (int i = 0; i < site.brokers().size(); i++) {
            long used = megabytesBelow(site.brokers().get(i).directory().resolve("data"));
            read("broker " + (i + 1), Measure.BROKER_DISK, used, at, calm, words);
        }
        return words.substring(Math.min(2, words.length()));
    }

    private void read(String of, Measure measure, long value, Duration at, boolean calm, StringBuilder words) {
        words.append(", %s of %s %d %s".formatted(measure.words(), of, value, measure.unit()));
        if (calm && value >= 0) {
            flatness.add(new Series(of, measure), at, value);
        }
    }

    private long megabytesOfSpool(int gateway) {
        try {
            return site.disk(gateway).usedBytes() >> 20;
        } catch (IOException e) {
            return -1;
        }
    }

    /** The allocated blocks, since Kafka's files are sparse. */
    private static long megabytesBelow(Path folder) {
        try {
            Process du = new ProcessBuilder("du", "-sm", folder.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return printed.isBlank() ? -1 : Long.parseLong(printed.split("\\s")[0]);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Requests a collection of each JVM, and adds the used heap. */
    void readHeaps(Duration at) throws InterruptedException {
        for (Map.Entry<String, Long> process : judged().entrySet()) {
            HeapUse.afterCollection(process.getValue())
                    .ifPresent(used -> flatness.add(new Series(process.getKey(), Measure.HEAP), at, used));
        }
    }
}
