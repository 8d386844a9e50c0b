package io.jobevents.gateway.tools.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run of the bench is to do.
 *
 * @param starts of all targets, one after the other
 * @param rounds of measurements for each start
 * @param targets of the comparison
 * @param settings of each round, in the order of {@link Setting}
 * @param settling of each measurement, before it counts
 * @param warmUp of each target when it has started
 * @param jvmOptions of all targets
 * @param beside the jar of the gateway that is {@link Target#BESIDE}
 * @param report the document whose generated part is written
 * @param figures of a former run, to be reported again without measuring
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

    /** How much of the bench is run. */
    enum Parts {
        /** A pod alone, and nothing of the others. */
        POD,
        /** The targets beside each other, under the loads that were asked for. */
        COMPARISON,
        /** Memory and starts, too: all that the targets of the report need. */
        SHORT,
        /** Also what changes with time and with a slow broker. */
        ALL
    }

    static final Path DOCUMENT = Path.of("docs", "PERFORMANCE.md");
    static final Path FIGURES = BenchFolder.HOME.resolve("figures.tsv");

    BenchOptions {
        if (starts < 1 || rounds < 1 || time.isZero() || targets.isEmpty() || settings.isEmpty()) {
            throw new IllegalArgumentException("There has to be something to measure");
        }
        if (targets.contains(Target.BESIDE) && beside.isEmpty()) {
            throw new IllegalArgumentException("--beside says where the other gateway is");
        }
        targets = List.copyOf(targets);
        settings = settings.stream().sorted().distinct().toList();
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** How long a measurement under that load counts: at a steady rate it is the thousandth of fewer answers that matters. */
    Duration time(Setting setting) {
        return time.multipliedBy(setting.rate() > 0 ? 2 : 1);
    }

    boolean isSubset() {
        return parts == Parts.COMPARISON;
    }
}
