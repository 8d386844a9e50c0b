package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.testkit.Checkout;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Under what circumstances figures were taken. */
final class Machine {

    private Machine() {}

    /** One sentence: when, of which commit, on what, with which options. */
    static String describe(BenchOptions options) {
        return "%s, targets with %s; %d starts with %d rounds each, after %d s of load; measurements of %d s."
                .formatted(
                        describe(),
                        String.join(" ", options.jvmOptions()),
                        options.starts(),
                        options.rounds(),
                        options.warmUp().toSeconds(),
                        options.time().toSeconds());
    }

    /** The same without options. */
    static String describe() {
        return "%s, commit %s; %d processors, %d GiB of memory, JDK %s"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        Checkout.commit(),
                        Runtime.getRuntime().availableProcessors(),
                        memory() >> 30,
                        Runtime.version());
    }

    private static long memory() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
    }
}
