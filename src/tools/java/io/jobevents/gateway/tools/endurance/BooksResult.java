package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.endurance.Tally.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The result of a run by its {@link Books}.
 *
 * @param kinds the counts of callbacks that were sent during each kind of fault; a callback sent during two faults
 *     counts for both
 * @param missing promised ids and keys that are on no topic
 * @param unreplayed keys of bodies that a replay should have published
 * @param mustBeOpen keys of malformed bodies that were answered as rejected
 * @param mayBeOpen those, and the keys of malformed bodies whose answer was lost
 * @param wrong answers that the callback must not get
 * @param calmFailures callbacks that were not accepted although there was no fault
 * @param strangers ids that no answer named
 * @param damaged records that do not match their id
 * @param afterwards records of callbacks whose page was settled and dropped
 */
record BooksResult(
        Figures total,
        Figures calm,
        Map<FaultKind, Figures> kinds,
        List<String> missing,
        List<String> unreplayed,
        Set<String> mustBeOpen,
        Set<String> mayBeOpen,
        long wrong,
        long calmFailures,
        long strangers,
        long damaged,
        long afterwards,
        List<String> notes) {

    BooksResult {
        kinds = Map.copyOf(kinds);
        missing = List.copyOf(missing);
        unreplayed = List.copyOf(unreplayed);
        mustBeOpen = Set.copyOf(mustBeOpen);
        mayBeOpen = Set.copyOf(mayBeOpen);
        notes = List.copyOf(notes);
    }

    /** The counts that belong to no kind of fault, and the first missing ids. */
    String words() {
        return "Missing: %,d. Not brought back by replays: %,d. Damaged: %,d. Strangers: %,d. Wrong answers: %,d. Not taken in calm: %,d."
                        .formatted(missing.size(), unreplayed.size(), damaged, strangers, wrong, calmFailures)
                + " Copies that came later than five minutes: %,d. Malformed bodies: %,d."
                        .formatted(afterwards, mustBeOpen.size())
                + missing.stream().limit(20).map(id -> "\n  " + id).collect(Collectors.joining());
    }

    /** A sentence for each broken promise; empty if there is none. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        check(faults, missing.size(), "promised by an answer and on no topic");
        check(faults, unreplayed.size(), "rejected, and not brought back by the replays");
        check(faults, damaged, "records whose value does not fit their id");
        check(faults, strangers, "ids on the topics that no answer named");
        check(faults, wrong, "wrong answers");
        check(faults, calmFailures, "callbacks not taken in a calm stretch");
        if (total.published() == 0) {
            faults.add("nothing was answered 200: nothing is proved");
        }
        return faults;
    }

    private static void check(List<String> faults, long count, String words) {
        if (count > 0) {
            faults.add("%,d %s".formatted(count, words));
        }
    }
}
