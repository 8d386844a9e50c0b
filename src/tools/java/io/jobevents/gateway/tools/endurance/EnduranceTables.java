package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.endurance.Flatness.Judged;
import io.jobevents.gateway.tools.endurance.Tally.Figures;
import java.util.List;
import java.util.Set;

/** The end of a report, in Markdown: by kind of fault, and what was measured. */
final class EnduranceTables {

    private static final String HEAD = """

            | fault | times | sent meanwhile | published | spooled | rejected | refused | no answer | copies | longest answer ms |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    private EnduranceTables() {}

    static String render(BooksResult books, Set<String> open, List<Judged> judged, List<FaultRun.Done> done) {
        StringBuilder text = new StringBuilder(HEAD);
        for (FaultKind kind : FaultKind.values()) {
            long times = done.stream()
                    .filter(incident -> incident.incident().kind() == kind)
                    .count();
            if (times > 0) {
                text.append(
                        row(kind.words(), Long.toString(times), books.kinds().getOrDefault(kind, Figures.NONE)));
            }
        }
        text.append(row("calm", "", books.calm())).append(row("all", "" + done.size(), books.total()));
        text.append(
                "%nMissing: %,d. Not brought back by replays: %,d. Damaged: %,d. Strangers: %,d. Wrong answers: %,d."
                        .formatted(
                                books.missing().size(),
                                books.unreplayed().size(),
                                books.damaged(),
                                books.strangers(),
                                books.wrong()));
        text.append(" Malformed bodies: %,d, open in the end: %,d. Not taken in calm: %,d. After half an hour: %,d.%n"
                .formatted(books.mustBeOpen().size(), open.size(), books.calmFailures(), books.afterwards()));
        books.missing().stream()
                .limit(20)
                .forEach(id -> text.append("  ").append(id).append('\n'));
        text.append("""

                | of | measure | first third | last third | highest in calm | |
                |---|---|--:|--:|--:|---|
                """);
        judged.forEach(series -> text.append(series.render()));
        return text.toString();
    }

    static String row(String name, String times, Figures figures) {
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
}
