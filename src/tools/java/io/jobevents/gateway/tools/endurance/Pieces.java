package io.jobevents.gateway.tools.endurance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobevents.gateway.tools.endurance.Flatness.Judged;
import io.jobevents.gateway.tools.endurance.Flatness.Series;
import io.jobevents.gateway.tools.endurance.Tally.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sum of the reports of the pieces of a long soak. Interrupted pieces, whose report has no end, are only counted.
 */
final class Pieces {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> seeds = new ArrayList<>();
    private final Map<FaultKind, Integer> times = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Figures> kinds = new EnumMap<>(FaultKind.class);
    private final Map<Series, Judged> measures = new LinkedHashMap<>();
    private Figures calm = Figures.NONE;
    private Figures total = Figures.NONE;
    private long seconds;
    private long running;
    private int begun;
    private int ended;
    private int held;

    /** Adds the lines of one report. */
    void add(Path report) throws IOException {
        for (String line : Files.readAllLines(report)) {
            add(JSON.readTree(line));
        }
    }

    private void add(JsonNode line) {
        switch (line.path("type").asText()) {
            case "begin" -> {
                begun++;
                running = line.path("seconds").asLong();
                seeds.add(line.path("seed").asText());
            }
            case "fault" -> times.merge(FaultKind.valueOf(line.path("kind").asText()), 1, Integer::sum);
            case "end" -> {
                ended++;
                seconds += running;
                held += line.path("holds").asBoolean() ? 1 : 0;
                total = total.plus(figures(line));
                calm = calm.plus(figures(line.path("calm")));
                line.path("kinds")
                        .properties()
                        .forEach(kind ->
                                kinds.merge(FaultKind.valueOf(kind.getKey()), figures(kind.getValue()), Figures::plus));
                line.path("measures").forEach(this::addMeasure);
            }
            default -> {}
        }
    }

    private static Figures figures(JsonNode node) {
        return new Figures(
                node.path("sent").asLong(),
                node.path("published").asLong(),
                node.path("spooled").asLong(),
                node.path("rejected").asLong(),
                node.path("refused").asLong(),
                node.path("unanswered").asLong(),
                node.path("copies").asLong(),
                Duration.ofMillis(node.path("longestMillis").asLong()));
    }

    /** Keeps the early level of the first piece, the late level of the last, and the highest of all. */
    private void addMeasure(JsonNode node) {
        Judged next = new Judged(
                new Series(
                        node.path("of").asText(),
                        Measure.valueOf(node.path("measure").asText())),
                node.path("samples").asInt(),
                node.path("early").asDouble(),
                node.path("late").asDouble(),
                node.path("highest").asDouble(),
                node.path("flat").asBoolean());
        measures.merge(
                next.series(),
                next,
                (before, now) -> new Judged(
                        now.series(),
                        before.samples() + now.samples(),
                        before.early(),
                        now.late(),
                        Math.max(before.highest(), now.highest()),
                        before.flat() && now.flat()));
    }

    boolean hold() {
        return begun > 0 && held == begun;
    }

    /** The sum in Markdown. */
    String render() {
        return "%d pieces of %.1f hours in all, seeds %s; %d ended, all held in %d.%n"
                        .formatted(begun, seconds / 3_600.0, String.join(", ", seeds), ended, held)
                + EnduranceTables.faults(times, kinds, calm, total)
                + EnduranceTables.measures(List.copyOf(measures.values()));
    }
}
