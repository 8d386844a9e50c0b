package io.jobevents.gateway.tools.faults;

import io.jobevents.gateway.tools.faults.QuarantineView.Slot;
import java.util.List;
import java.util.Set;

/**
 * What the topics say when the replays of a scene are done.
 *
 * @param rejected sound bodies that a gateway rejected for its settings
 * @param malformed bodies that every gateway rejects
 * @param runs replays that were started, whether killed or not
 * @param missing subjects of rejected bodies that are on no topic
 * @param lost those of them whose body is open nowhere, so that no run brings them back
 * @param duplicates copies beyond the first
 * @param strangers subjects that no sound body accounts for
 * @param damaged records whose value does not fit their id
 * @param unlike subjects of events to which a gateway gives another id or topic, or that have several
 * @param open where a rejected body is open still
 * @param malformedOpen malformed bodies that are open still
 * @param astray tombstones in partitions that had no body of their key
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
