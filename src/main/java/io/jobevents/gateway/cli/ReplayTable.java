package io.jobevents.gateway.cli;

import io.jobevents.gateway.replay.Tally;
import io.jobevents.gateway.replay.Tally.Fate;
import java.util.Locale;

/** The table at the end of a replay: a line for each reason, a column for what became of its bodies. */
final class ReplayTable {

    private static final String TOTAL = "total";

    private ReplayTable() {}

    static String render(Tally tally, boolean dryRun) {
        int width = tally.reasons().stream().mapToInt(String::length).max().orElse(0);
        String line = "%-" + Math.max(width, "reason".length()) + "s  %17s  %14s  %9s%n";
        StringBuilder table = new StringBuilder(
                String.format(line, "reason", dryRun ? "would be replayed" : "replayed", "still at fault", "skipped"));
        for (String reason : tally.reasons()) {
            table.append(String.format(
                    line,
                    reason,
                    tally.of(reason, Fate.REPLAYED),
                    tally.of(reason, Fate.AT_FAULT),
                    tally.of(reason, Fate.SKIPPED)));
        }
        return table.append(String.format(
                        line, TOTAL, tally.total(Fate.REPLAYED), tally.total(Fate.AT_FAULT), tally.total(Fate.SKIPPED)))
                .toString();
    }

    /** The name of a column as a field of the log. */
    static String field(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
