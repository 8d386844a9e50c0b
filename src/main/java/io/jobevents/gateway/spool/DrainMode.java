package io.jobevents.gateway.spool;

import io.jobevents.gateway.Spool;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * The program: the gateway, or with the argument {@code drain} a run that empties a spool that was left behind and opens no
 * port. The settings are the same.
 */
@QuarkusMain
public final class DrainMode {

    private static final String DRAIN = "drain";

    /** What differs where nobody posts. */
    private static final Map<String, String> SETTINGS = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.management.host-enabled", "false",
            "gateway.http.auth", "none",
            "gateway.spool.enabled", "true",
            "gateway.shutdown.notice", "PT0S",
            "gateway.shutdown.drain", "PT0S");

    DrainMode() {}

    /** Starts the gateway, or drains. */
    public static void main(String... args) {
        // Quarkus would answer an unusual character in the query with an empty 400, and offers no setting. The door
        // reads the
        // path and the token, whatever else stands in the URL.
        System.setProperty("vertx.disableURIValidation", "true");
        if (List.of(args).contains(DRAIN)) {
            SETTINGS.forEach(System::setProperty);
            Quarkus.run(Run.class, args);
        } else {
            Quarkus.run(args);
        }
    }

    /** A drain from start to end. */
    static final class Run implements QuarkusApplication {

        private static final Logger LOG = Logger.getLogger(Run.class);
        private static final Duration LIMIT = Duration.ofHours(1);

        private final SpoolLife life;
        private final Spool spool;

        Run(SpoolLife life, Spool spool) {
            this.life = life;
            this.spool = spool;
        }

        /** @return 0 if the spool is empty, 1 if something is left, or may be */
        @Override
        public int run(String... args) throws InterruptedException {
            life.finish(LIMIT);
            List<String> left = left(spool.level());
            LOG.info(left.isEmpty() ? "The spool is empty" : "The spool is not empty: " + String.join(", ", left));
            return left.isEmpty() ? 0 : 1;
        }

        /** What would be lost with the spool's disk. */
        static List<String> left(Spool.Level level) {
            List<String> left = new ArrayList<>();
            if (level.records() > 0) {
                left.add(level.records() + " records wait");
            }
            if (level.aside() > 0) {
                left.add(level.aside() + " records are kept aside, since Kafka refuses them for good");
            }
            if (level.damaged() > 0) {
                left.add("a damaged file was set aside");
            }
            if (!level.writable()) {
                left.add("it cannot be opened or written, so what is in it is not known");
            }
            return left;
        }
    }
}
