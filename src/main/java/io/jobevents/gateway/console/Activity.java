package io.jobevents.gateway.console;

import io.jobevents.gateway.ConsoleMetrics;
import jakarta.inject.Singleton;
import java.util.function.IntSupplier;

/**
 * The current numbers of live viewers and of searches in this pod. Each is read from the part of the console that
 * counts it.
 */
@Singleton
final class Activity {

    private final ConsoleMetrics metrics;
    private volatile IntSupplier viewers = () -> 0;
    private volatile IntSupplier searches = () -> 0;

    Activity(ConsoleMetrics metrics) {
        this.metrics = metrics;
    }

    /** Sets the source of the number of live viewers. */
    void viewers(IntSupplier count) {
        viewers = count;
        metrics.viewers(count);
    }

    /** Sets the source of the number of searches. */
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
