package io.jobevents.gateway.tools.endurance;

import java.util.EnumSet;
import java.util.Set;

/**
 * The faults at the planned time of a callback.
 *
 * @param calm whether there is no fault, and the site has settled after the last one
 */
record Moment(Set<FaultKind> faults, boolean calm) {

    static final Moment CALM = new Moment(Set.of(), true);

    Moment {
        faults = Set.copyOf(faults);
    }

    String words() {
        if (faults.isEmpty()) {
            return calm ? "calm" : "settling";
        }
        return EnumSet.copyOf(faults).stream()
                .map(FaultKind::words)
                .reduce((one, other) -> one + " + " + other)
                .orElseThrow();
    }
}
