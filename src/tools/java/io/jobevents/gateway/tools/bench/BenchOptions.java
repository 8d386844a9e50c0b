package io.jobevents.gateway.tools.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run of the bench is to do.
 *
 * @param settings of each round
 * @param settling of each measurement, before it counts
 * @param warmUp of each target when it has started, at most; it ends when the JIT has little left to do
 * @param jvmOptions of all targets
 * @param report the document whose generated part is written
 * @param figures of a former run, to be reported again without measuring
 * @param quick few settings, short, and none of the slow parts
 */
record BenchOptions(
        int rounds,
        List<Setting> settings,
        Duration settling,
        Duration time,
        Duration warmUp,
        List<String> jvmOptions,
        Path report,
        Optional<Path> figures,
        boolean quick) {

    static final Path DOCUMENT = Path.of("docs", "PERFORMANCE.md");
    static final Path FIGURES = BenchFolder.HOME.resolve("figures.tsv");

    BenchOptions {
        if (rounds < 1 || time.isZero()) {
            throw new IllegalArgumentException("There has to be something to measure");
        }
        settings = List.copyOf(settings);
        jvmOptions = List.copyOf(jvmOptions);
    }
}
