package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Measures the start-up time of a packaged gateway, with and without an AOT cache of a training run. */
final class Start {

    /** The first release that creates an AOT cache in one step (JEP 514). */
    private static final int AOT_RELEASE = 25;

    private static final Path CACHE = BenchFolder.HOME.resolve("gateway.aot");
    private static final Duration TRAINING = Duration.ofSeconds(3);

    private Start() {}

    static void run(Measuring measuring, BenchBroker broker) throws IOException {
        if (Runtime.version().feature() < AOT_RELEASE) {
            measuring.say("No AOT cache before JDK %d: starts are not measured", AOT_RELEASE);
            return;
        }
        measuring.say("Starts");
        Path cache = CACHE.toAbsolutePath();
        Files.deleteIfExists(cache);
        Launch launch = measuring.launch(broker.site());
        try (TargetProcess training = TargetProcess.start(Target.GATEWAY, launch.with("-XX:AOTCacheOutput=" + cache))) {
            measuring.load(training, Setting.KEEP_64, TRAINING);
        }
        if (!Files.exists(cache)) {
            measuring.say("  the training run has made no cache");
            return;
        }
        for (int round = 1; round <= measuring.options().starts(); round++) {
            note(measuring, Setting.START, round, launch);
            note(measuring, Setting.START_AOT, round, launch.with("-XX:AOTCache=" + cache));
        }
    }

    private static void note(Measuring measuring, Setting setting, int round, Launch launch) throws IOException {
        long begun = System.nanoTime();
        try (TargetProcess gateway = TargetProcess.launch(Target.GATEWAY, launch)) {
            gateway.awaitReady();
            double millis = Measuring.millis(Duration.ofNanos(System.nanoTime() - begun));
            measuring.figures().add(Quantity.READY, Target.GATEWAY, setting, round, millis);
            measuring.say("  %-20s ready after %,.0f ms", setting.words(), millis);
        }
    }
}
