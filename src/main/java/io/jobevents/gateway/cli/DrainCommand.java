package io.jobevents.gateway.cli;

import io.jobevents.gateway.spool.DrainRun;
import io.quarkus.runtime.Quarkus;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code drain}: publishes the remaining records of a spool. */
@Command(
        name = "drain",
        description =
                "Publishes what is left on the spool (gateway.spool.path), for an hour at most, and ends. It ends early"
                        + " when Kafka does not acknowledge.")
final class DrainCommand implements Runnable {

    /** Does not return: Quarkus ends the process with the status of the run. */
    @Override
    public void run() {
        Doorless.set(Map.of("gateway.spool.enabled", "true"));
        Quarkus.run(DrainRun.class);
    }
}
