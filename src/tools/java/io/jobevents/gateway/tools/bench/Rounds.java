package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import io.jobevents.gateway.tools.bench.Measuring.Metered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The comparison of targets. All targets are started several times, since runs of a JIT differ. After each start they
 * are measured in turn under each load, in several rounds, so that compared figures are measured within a minute. The
 * first target changes from round to round.
 */
final class Rounds {

    private final Measuring measuring;
    private final BenchBroker broker;

    Rounds(Measuring measuring, BenchBroker broker) {
        this.measuring = measuring;
        this.broker = broker;
    }

    void run() throws IOException {
        BenchOptions options = measuring.options();
        for (int start = 1; start <= options.starts(); start++) {
            measuring.say("Start %d of %d", start, options.starts());
            List<Metered> targets = new ArrayList<>();
            try {
                for (Target target : options.targets()) {
                    targets.add(Metered.start(target, measuring.launch(broker.site())));
                }
                for (Metered target : targets) {
                    measuring.warm(target);
                }
                measure(targets, (start - 1) * options.rounds() + 1);
            } finally {
                targets.forEach(Metered::close);
            }
        }
    }

    private void measure(List<Metered> targets, int first) throws IOException {
        int end = first + measuring.options().rounds();
        for (Setting setting : measuring.options().settings()) {
            for (int round = first; round < end; round++) {
                Collections.rotate(targets, 1);
                for (Metered target : targets) {
                    if (target.target().isMeasured(setting)) {
                        measuring.measure(target, setting, round, broker.pid());
                    }
                }
            }
        }
        for (Metered target : targets) {
            double megabytes = target.meter().peakResidentBytes() / (double) (1 << 20);
            measuring.figures().add(Quantity.RESIDENT, target.target(), Setting.KEEP_64, first, megabytes);
        }
    }
}
