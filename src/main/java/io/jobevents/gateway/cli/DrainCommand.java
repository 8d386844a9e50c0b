package io.jobevents.gateway.cli;

import io.jobevents.gateway.spool.DrainRun;
import io.quarkus.runtime.Quarkus;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code drain}: empties a spool that was left behind. */
@Command(
        name = "drain",
        description =
                "Publishes what is left on the spool (gateway.spool.path), for an hour at most, and ends. It ends early"
                        + " when Kafka does not acknowledge.")
final class DrainCommand implements Runnable {

    /** What differs from the gateway's settings where nobody posts. */
    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.management.host-enabled", "false",
            "gateway.spool.enabled", "true",
            "gateway.shutdown.notice", "PT0S",
            "gateway.shutdown.drain", "PT0S");

    /** Does not return: Quarkus ends the process with the status of the run. */
    @Override
    public void run() {
        SETTINGS.forEach(System::setProperty);
        Quarkus.run(DrainRun.class);
    }
}
