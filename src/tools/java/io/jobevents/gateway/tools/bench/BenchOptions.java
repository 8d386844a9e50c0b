package io.jobevents.gateway.tools.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The options of a run of the bench.
 *
 * @param starts how often all targets are started
 * @param rounds the number of rounds per start
 * @param targets the targets to compare
 * @param settings the loads of each round, in the order of {@link Setting}
 * @param settling the time at the start of each measurement that does not count
 * @param time the length of a measurement
 * @param warmUp the length of the load on each target before measurements
 * @param jvmOptions the JVM options of all targets
 * @param beside the jar of {@link Target#BESIDE}
 * @param report the document whose generated part is written
 * @param figures the figures of an earlier run, to be reported without measuring
 */
record BenchOptions(
        Parts parts,
        int starts,
        int rounds,
        List<Target> targets,
        List<Setting> settings,
        Duration settling,
        Duration time,
        Duration warmUp,
        List<String> jvmOptions,
        Optional<Path> beside,
        Path report,
        Optional<Path> figures) {

    /** The parts of the bench to run. */
    enum Parts {
        /** Only a pod. */
        POD,
        /** Only the comparison of targets under loads. */
        COMPARISON,
        /** Also memory and start-up: everything that the goals in the report need. */
        SHORT,
        /** Also long loads and a slow broker. */
        ALL
    }

    static final Path DOCUMENT = Path.of("docs", "PERFORMANCE.md");
    static final Path FIGURES = BenchFolder.HOME.resolve("figures.tsv");

    BenchOptions {
        if (starts < 1 || rounds < 1 || time.isZero() || targets.isEmpty() || settings.isEmpty()) {
            throw new IllegalArgumentException("Nothing to measure");
        }
        if (targets.contains(Target.BESIDE) && beside.isEmpty()) {
            throw new IllegalArgumentException("The target beside needs the option --beside");
        }
        targets = List.copyOf(targets);
        settings = settings.stream().sorted().distinct().toList();
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** The length of a measurement under a load: twice as long at a steady rate, whose p99.9 needs enough answers. */
    Duration time(Setting setting) {
        return time.multipliedBy(setting.rate() > 0 ? 2 : 1);
    }

    boolean isSubset() {
        return parts == Parts.COMPARISON;
    }
}
