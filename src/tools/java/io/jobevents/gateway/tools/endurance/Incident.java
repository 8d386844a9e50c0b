package io.jobevents.gateway.tools.endurance;

import java.time.Duration;

/**
 * One fault of the plan.
 *
 * @param together whether it begins during the previous fault; else after the end of all previous faults
 * @param gap the time from the begin of the previous fault, or from the end of all, to its begin
 * @param length the time until it is undone
 * @param target the number of the affected broker or gateway
 * @param percent its strength, of the maximum of its kind
 */
record Incident(FaultKind kind, boolean together, Duration gap, Duration length, int target, int percent) {

    String words() {
        return "%s (target %d, %d s, strength %d %%)".formatted(kind.words(), target, length.toSeconds(), percent);
    }
}
