package io.jobevents.gateway.tools.soak;

import io.jobevents.gateway.tools.soak.Ledger.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * The comparison of the answers with the topics after a run.
 *
 * @param phases one row each, in the order of time
 * @param missing ids that were answered as kept or rejected, and are on no topic
 * @param duplicates copies beyond the first, by id
 * @param strangers ids of records that belong to no callback of the run
 * @param damaged records whose value does not match their id
 * @param failures the number of unsuccessful or missing answers, by reason
 * @param complete the time from the last answer until the topics were complete; empty if they are not
 */
public record Report(
        List<Row> phases,
        Row total,
        List<String> missing,
        Map<String, Integer> duplicates,
        List<String> strangers,
        int damaged,
        int repeats,
        Map<String, Integer> failures,
        Optional<Duration> complete) {

    /** @return the ids that the answers promise and that are on no topic */
    static List<String> missing(List<Entry> entries, Arrivals arrivals) {
        List<String> missing = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.answer() instanceof Answer.Kept(int status, String outcome, List<String> marks)) {
                marks.stream().filter(mark -> arrivals.count(mark) == 0).forEach(missing::add);
            }
        }
        return missing;
    }

    static Report of(Ledger ledger, NumberedCallbacks specimens, Arrivals arrivals, Optional<Duration> complete) {
        List<Entry> entries = ledger.entries();
        List<String> names = ledger.phases();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int phase = i;
            rows.add(Row.of(
                    names.get(i),
                    entries.stream().filter(entry -> entry.phase() == phase).toList(),
                    arrivals));
        }
        Map<String, Integer> duplicates = new TreeMap<>();
        arrivals.counts().forEach((mark, count) -> {
            if (count > 1) {
                duplicates.put(mark, count - 1);
            }
        });
        return new Report(
                List.copyOf(rows),
                Row.of("total", entries, arrivals),
                missing(entries, arrivals),
                duplicates,
                strangers(ledger, specimens, arrivals),
                arrivals.damaged(),
                ledger.repeats(),
                failures(entries),
                complete);
    }

    /** Ids of callbacks that were not sent, and ids that differ from those in the answer. */
    private static List<String> strangers(Ledger ledger, NumberedCallbacks specimens, Arrivals arrivals) {
        Set<String> promised = new HashSet<>();
        Set<Integer> answered = new HashSet<>();
        for (Entry entry : ledger.entries()) {
            if (entry.answer() instanceof Answer.Kept(int status, String outcome, List<String> marks)) {
                promised.addAll(marks);
                answered.add(entry.number());
            }
        }
        return arrivals.counts().keySet().stream()
                .filter(mark -> !promised.contains(mark))
                .filter(mark -> {
                    OptionalInt number = specimens.marks().number(mark);
                    return number.isPresent()
                            && (number.getAsInt() >= ledger.sent() || answered.contains(number.getAsInt()));
                })
                .sorted()
                .toList();
    }

    private static Map<String, Integer> failures(List<Entry> entries) {
        Map<String, Integer> reasons = new TreeMap<>();
        for (Entry entry : entries) {
            switch (entry.answer()) {
                case Answer.Kept kept -> {}
                case Answer.Refused(int status, String reason) ->
                    reasons.merge("Answered " + status + ", " + reason, 1, Integer::sum);
                case Answer.Unanswered(String why) -> reasons.merge("Unanswered, " + why, 1, Integer::sum);
            }
        }
        return reasons;
    }

    /** The number of copies beyond the first. */
    public int copies() {
        return duplicates.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether at least one callback was answered 200, and all of those are on the topics. */
    public boolean holds() {
        return missing.isEmpty() && damaged == 0 && total.answered200() > 0;
    }

    /** The report as a table, with the missing and the unexpected ids. */
    public String render() {
        StringBuilder text = new StringBuilder(Row.HEAD);
        phases.forEach(row -> text.append(row.render()));
        if (phases.size() > 1) {
            text.append(total.render());
        }
        text.append('\n')
                .append(complete.map(time -> "The topics were complete %.1f s after the last answer.%n"
                                .formatted(time.toMillis() / 1e3))
                        .orElse("The topics did not become complete.\n"));
        text.append("Missing: ").append(missing.size()).append(first(missing));
        text.append("Duplicates: ").append(copies()).append(first(List.copyOf(duplicates.keySet())));
        text.append("Never sent, or under another id than answered: ")
                .append(strangers.size())
                .append(first(strangers));
        text.append("Damaged: %d%n".formatted(damaged));
        if (repeats > 0) {
            text.append("Sent again after 503: %d%n".formatted(repeats));
        }
        failures.forEach((why, count) -> text.append("%s: %d%n".formatted(why, count)));
        return text.toString();
    }

    private static String first(List<String> ids) {
        int shown = Math.min(20, ids.size());
        return (shown == 0 ? "" : "\n  " + String.join("\n  ", ids.subList(0, shown)))
                + (ids.size() > shown ? "\n  …\n" : "\n");
    }
}
