package io.jobevents.gateway.tools.bench;

import io.jobevents.gateway.testkit.Checkout;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Describes the machine and the options of a run. */
final class Machine {

    private Machine() {}

    /** A sentence with date, commit, machine and options. */
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
