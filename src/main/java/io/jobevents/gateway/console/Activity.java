package io.jobevents.gateway.console;

import io.jobevents.gateway.ConsoleMetrics;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;

/** Who looks at this moment, as the parts of the console that know it say. */
@Singleton
final class Activity {

    private final ConsoleMetrics metrics;
    private volatile IntSupplier viewers = () -> 0;
    private volatile IntSupplier searches = () -> 0;

    Activity(ConsoleMetrics metrics) {
        this.metrics = metrics;
    }

    /** To be set by what serves live viewers. */
    void viewers(IntSupplier count) {
        viewers = count;
        metrics.viewers(count);
    }

    /** To be set by what reads the past. */
    void searches(IntSupplier count) {
        searches = count;
    }

    int viewers() {
        return viewers.getAsInt();
    }

    int searches() {
        return searches.getAsInt();
    }
}
