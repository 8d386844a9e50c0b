package io.jobevents.gateway.tools.endurance;

import java.time.Duration;

/**
 * One fault of the plan.
 *
 * @param together whether it begins while the one before it lasts; else when all before it are over
 * @param gap how long after the begin of the one before, or after the end of all, it begins
 * @param length how long it lasts until it is undone
 * @param target a number that says which broker or gateway it is of
 * @param percent how strong it is, of what its kind allows
 */
record Incident(FaultKind kind, boolean together, Duration gap, Duration length, int target, int percent) {

    String words() {
        return "%s (target %d, %d s, strength %d %%)".formatted(kind.words(), target, length.toSeconds(), percent);
    }
}
