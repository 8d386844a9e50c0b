package io.jobevents.gateway.tools.endurance;

import java.util.EnumSet;
import java.util.Set;

/**
 * What was broken when a callback was to be sent.
 *
 * @param calm whether nothing is, nor was for so long that all has settled
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
