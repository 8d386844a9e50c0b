package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.endurance.Tally.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the books say of a whole run.
 *
 * @param kinds of callbacks that were sent while such a fault was on; one that was sent during two is counted for both
 * @param missing ids and keys that were promised and are on no topic
 * @param unreplayed keys of bodies that a replay should have brought back
 * @param mustBeOpen keys of bodies that were answered as rejected for good
 * @param mayBeOpen those, and others like them whose answer was lost
 * @param wrong answers that such a callback may not get
 * @param calmFailures callbacks that were not taken although nothing was broken
 * @param strangers ids that no answer named
 * @param damaged records that do not fit their id
 * @param afterwards records of callbacks that had been settled and dropped
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

    /** The counts that are none of one kind of fault, and the first ids that are missing. */
    String words() {
        return "Missing: %,d. Not brought back by replays: %,d. Damaged: %,d. Strangers: %,d. Wrong answers: %,d. Not taken in calm: %,d."
                        .formatted(missing.size(), unreplayed.size(), damaged, strangers, wrong, calmFailures)
                + " Copies that came later than five minutes: %,d. Malformed bodies: %,d."
                        .formatted(afterwards, mustBeOpen.size())
                + missing.stream().limit(20).map(id -> "\n  " + id).collect(Collectors.joining());
    }

    /** What does not hold, in sentences; nothing if all does. */
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
