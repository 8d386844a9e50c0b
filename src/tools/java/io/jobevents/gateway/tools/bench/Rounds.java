package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Figure.Quantity;
import io.jobevents.gateway.tools.bench.Measuring.Metered;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The comparison. In each round the targets are started anew, since no two runs of a JIT are alike, and then measured in turn
 * under each load, so that what is compared was measured within a minute. Who comes first changes from round to round.
 */
final class Rounds {

    private static final double STEADY = 0.7;

    private final Measuring measuring;
    private final BenchBroker broker;

    Rounds(Measuring measuring, BenchBroker broker) {
        this.measuring = measuring;
        this.broker = broker;
    }

    void run() throws IOException {
        BenchOptions options = measuring.options();
        for (int round = 1; round <= options.rounds(); round++) {
            measuring.say("Round %d of %d", round, options.rounds());
            List<Metered> targets = new ArrayList<>();
            try {
                for (Target target : options.targets()) {
                    targets.add(Metered.start(target, measuring.launch(broker.site())));
                }
                for (Metered target : targets) {
                    measuring.warm(target);
                }
                Collections.rotate(targets, round - 1);
                measure(targets, round);
            } finally {
                targets.forEach(Metered::close);
            }
        }
    }

    private void measure(List<Metered> targets, int round) throws IOException {
        for (Setting setting : measuring.options().settings()) {
            for (Metered target : targets) {
                if (target.target().isMeasured(setting)) {
                    measuring.measure(target, setting, round, broker.pid());
                }
            }
        }
        if (!measuring.options().isSubset()) {
            measureSteady(targets, round);
        }
        for (Metered target : targets) {
            if (target.target() == Target.GATEWAY && !measuring.options().isSubset()) {
                measuring.measure(target, Setting.SEEN, round, broker.pid());
            }
            double megabytes = target.meter().peakResidentBytes() / (double) (1 << 20);
            measuring.figures().add(Quantity.RESIDENT, target.target(), Setting.KEEP_64, round, megabytes);
        }
    }

    /** Both at the rate that is seven tenths of what the gateway can do; Camel cannot. */
    private void measureSteady(List<Metered> targets, int round) throws IOException {
        double peak = Setting.KEPT.stream()
                .mapToDouble(setting -> measuring
                        .figures()
                        .value(Quantity.RATE, Target.GATEWAY, setting, round)
                        .orElse(0))
                .max()
                .orElseThrow();
        BenchOptions options = measuring.options();
        Duration time = options.time().multipliedBy(2); // the hundredth of fewer answers
        for (Metered target : targets) {
            if (target.target() == Target.FLOOR || target.target() == Target.GATEWAY) {
                LoadPlan plan = new LoadPlan(
                        target.process().port(),
                        Setting.STEADY.connections(),
                        Setting.STEADY.kept(),
                        STEADY * peak,
                        options.settling(),
                        time,
                        Long.MAX_VALUE);
                measuring.measure(target, Setting.STEADY, plan, round, broker.pid());
            }
        }
    }
}
