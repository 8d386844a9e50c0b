package io.jobevents.gateway.spool;

import io.jobevents.gateway.Spool;
import io.quarkus.runtime.QuarkusApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Runs the mode {@code drain}: empties the spool and reports what is left. The process takes no callbacks. */
public final class DrainRun implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(DrainRun.class);
    private static final Duration LIMIT = Duration.ofHours(1);

    private final SpoolLife life;
    private final Spool spool;

    DrainRun(SpoolLife life, Spool spool) {
        this.life = life;
        this.spool = spool;
    }

    /** @return 0 if the spool is empty, 1 if records are left, or may be */
    @Override
    public int run(String... args) throws InterruptedException {
        life.finish(LIMIT);
        List<String> left = left(spool.level());
        LOG.info(left.isEmpty() ? "The spool is empty" : "The spool is not empty: " + String.join(", ", left));
        return left.isEmpty() ? 0 : 1;
    }

    /** The contents of the spool, which would be lost with its disk, in words. */
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
            left.add("it cannot be opened or written, so its content is unknown");
        }
        return left;
    }
}
