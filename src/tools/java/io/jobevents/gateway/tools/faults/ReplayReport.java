package io.jobevents.gateway.tools.faults;

import io.jobevents.gateway.tools.faults.QuarantineView.Slot;
import java.util.List;
import java.util.Set;

/**
 * The state of the topics after the replays of a scene.
 *
 * @param rejected sound bodies that a gateway rejected for its settings
 * @param malformed bodies that every gateway rejects
 * @param runs replays that were started, whether killed or not
 * @param missing subjects of rejected bodies without an event on a topic
 * @param lost the missing subjects whose body is not open, so that no run can publish them
 * @param duplicates copies beyond the first
 * @param strangers subjects that belong to no sound body
 * @param damaged records whose value does not match their id
 * @param unlike subjects with several events, or whose event has another id or topic than a gateway gives it
 * @param open the places of rejected bodies that are still open
 * @param malformedOpen malformed bodies that are still open
 * @param astray tombstones in partitions without a body of their key
 * @param writtenByOneMore records that one more run wrote, to any topic
 */
record ReplayReport(
        int rejected,
        int malformed,
        int runs,
        List<String> missing,
        List<String> lost,
        int duplicates,
        List<String> strangers,
        int damaged,
        List<String> unlike,
        Set<Slot> open,
        int malformedOpen,
        Set<Slot> astray,
        long writtenByOneMore) {

    ReplayReport {
        missing = List.copyOf(missing);
        lost = List.copyOf(lost);
        strangers = List.copyOf(strangers);
        unlike = List.copyOf(unlike);
        open = Set.copyOf(open);
        astray = Set.copyOf(astray);
    }

    String render() {
        return """
                Rejected: %,d, and %,d malformed; %d runs
                Missing: %d, %d of them lost
                Duplicates: %,d
                Of no sound body: %d; damaged: %d; unlike a gateway's: %d
                Left open: %d, and %d malformed; tombstones in other partitions: %d
                Written by one more run: %d
                """.formatted(
                        rejected,
                        malformed,
                        runs,
                        missing.size(),
                        lost.size(),
                        duplicates,
                        strangers.size(),
                        damaged,
                        unlike.size(),
                        open.size(),
                        malformedOpen,
                        astray.size(),
                        writtenByOneMore);
    }
}
