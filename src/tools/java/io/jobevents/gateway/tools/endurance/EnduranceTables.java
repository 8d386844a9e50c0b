package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.endurance.Flatness.Judged;
import io.jobevents.gateway.tools.endurance.Tally.Figures;
import java.util.List;
import java.util.Map;

/** The tables of a report in Markdown: by kind of fault, and by measure. */
final class EnduranceTables {

    private static final String FAULTS = """

            | fault | times | sent meanwhile | published | spooled | rejected | refused | no answer | copies | longest answer ms |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;
    private static final String MEASURES = """

            | of | measure | first third | last third | highest in calm | |
            |---|---|--:|--:|--:|---|
            """;

    private EnduranceTables() {}

    static String faults(Map<FaultKind, Integer> times, Map<FaultKind, Figures> kinds, Figures calm, Figures total) {
        StringBuilder text = new StringBuilder(FAULTS);
        times.forEach((kind, count) ->
                text.append(row(kind.words(), count.toString(), kinds.getOrDefault(kind, Figures.NONE))));
        int all = times.values().stream().mapToInt(Integer::intValue).sum();
        return text.append(row("calm", "", calm))
                .append(row("all", Integer.toString(all), total))
                .toString();
    }

    private static String row(String name, String times, Figures figures) {
        return "| %s | %s | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %,d |%n"
                .formatted(
                        name,
                        times,
                        figures.sent(),
                        figures.published(),
                        figures.spooled(),
                        figures.rejected(),
                        figures.refused(),
                        figures.unanswered(),
                        figures.copies(),
                        figures.longest().toMillis());
    }

    static String measures(List<Judged> judged) {
        StringBuilder text = new StringBuilder(MEASURES);
        judged.forEach(series -> text.append(series.render()));
        return text.toString();
    }
}
