package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.tools.bench.Measuring.Metered;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Measures targets with a broker whose acks are delayed, so that many callbacks wait at once. */
final class SlowBroker {

    static final Duration DELAY = Duration.ofMillis(50);

    private SlowBroker() {}

    static void run(Measuring measuring) throws IOException, InterruptedException, ExecutionException {
        measuring.say("Acks after %d ms", DELAY.toMillis());
        try (BenchBroker broker = BenchBroker.slow(DELAY)) {
            List<Metered> targets = new ArrayList<>();
            try {
                for (Target target : Target.COMPARED) {
                    targets.add(Metered.start(target, measuring.launch(broker.site())));
                }
                for (Metered target : targets) {
                    measuring.warm(target);
                }
                for (int round = 1; round <= measuring.options().starts(); round++) {
                    Collections.rotate(targets, 1);
                    for (Metered target : targets) {
                        measuring.measure(target, Setting.SLOW, round, broker.pid());
                    }
                }
            } finally {
                targets.forEach(Metered::close);
            }
        }
    }
}
