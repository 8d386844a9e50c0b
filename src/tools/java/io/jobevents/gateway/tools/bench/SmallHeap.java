package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Measures the resident memory of a gateway with a small heap, under several loads, without the agent of
 * {@link ProcessMeter}.
 */
final class SmallHeap {

    private static final String HEAP = "-Xmx96m";

    private SmallHeap() {}

    static void run(Measuring measuring, BenchBroker broker) throws IOException {
        measuring.say("Memory with a heap of 96 MB");
        Launch launch = measuring.launch(broker.site()).with(HEAP);
        Duration time = measuring.options().time().multipliedBy(3);
        for (int round = 1; round <= measuring.options().starts(); round++) {
            try (TargetProcess gateway = TargetProcess.start(Target.GATEWAY, launch);
                    ProcessMeter meter = ProcessMeter.of(gateway.pid())) {
                for (Setting setting : List.of(Setting.KEEP_64, Setting.LARGE, Setting.CLOSE_64, Setting.KEEP_256)) {
                    measuring.load(gateway, setting, time.dividedBy(setting == Setting.KEEP_64 ? 1 : 4));
                }
                double megabytes = meter.peakResidentBytes() / (double) (1 << 20);
                measuring.figures().add(Quantity.RESIDENT, Target.GATEWAY, Setting.SMALL_HEAP, round, megabytes);
                measuring.say("  %.0f MB resident at most", megabytes);
            }
        }
    }
}
