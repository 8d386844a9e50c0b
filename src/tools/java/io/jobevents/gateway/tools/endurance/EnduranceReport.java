package io.jobevents.gateway.tools.endurance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobevents.gateway.testkit.Checkout;
import io.jobevents.gateway.tools.endurance.Flatness.Judged;
import io.jobevents.gateway.tools.endurance.Tally.Figures;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The report of a run: text on the standard output, and lines of JSON in a file, if one is configured. Thread-safe. */
final class EnduranceReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final Optional<Path> file;
    private Figures before = Figures.NONE;

    EnduranceReport(PrintStream out, Optional<Path> file) {
        this.out = out;
        this.file = file;
    }

    void begin(EnduranceOptions options) {
        say("A soak of %d min with seed %d: %d callbacks a second; commit %s"
                .formatted(options.length().toMinutes(), options.seed(), options.rate(), Checkout.commit()));
        write(line("begin")
                .put("seed", options.seed())
                .put("seconds", options.length().toSeconds())
                .put("rate", options.rate())
                .put("commit", Checkout.commit()));
    }

    synchronized void say(String sentence) {
        out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + sentence);
    }

    void minute(Duration at, Moment moment, Books books, String site) {
        Figures now = books.total();
        Duration p99 = books.takeLatencies().quantile(0.99);
        int late = books.late();
        say(
                ("minute %d (%s): sent %,d, kept %,d (%,d spooled), refused %,d, unanswered %,d, missing beyond %d min %d, copies %,d;"
                                + " in this minute: sent %,d, kept %,d, p99 %d ms")
                        .formatted(
                                at.toMinutes(),
                                moment.words(),
                                now.sent(),
                                now.kept(),
                                now.spooled(),
                                now.refused(),
                                now.unanswered(),
                                Books.ALLOWED.toMinutes(),
                                late,
                                now.copies(),
                                now.sent() - before.sent(),
                                now.kept() - before.kept(),
                                p99.toMillis()));
        say("    " + site + "; in the books %,d".formatted(books.pages()));
        before = now;
        write(figures(line("minute").put("second", at.toSeconds()).put("now", moment.words()), now)
                .put("late", late)
                .put("p99Millis", p99.toMillis())
                .put("site", site));
    }

    /** @return whether all promises hold */
    boolean end(
            BooksResult books,
            Set<String> open,
            List<Judged> judged,
            List<FaultRun.Done> done,
            List<Path> fatalErrors) {
        List<String> faults = new ArrayList<>(books.faults());
        faults.addAll(Endurance.faults(books, open));
        judged.stream()
                .filter(series -> !series.flat())
                .map(series -> "%s of %s grows from %.0f to %.0f"
                        .formatted(
                                series.series().measure().words(),
                                series.series().of(),
                                series.early(),
                                series.late()))
                .forEach(faults::add);
        fatalErrors.forEach(log -> faults.add("a gateway ended by a fatal error: " + log));
        done.forEach(incident -> incident.failure()
                .ifPresent(why -> faults.add(incident.incident().kind().words() + ": " + why)));
        done.forEach(this::write);
        Map<FaultKind, Integer> times = new EnumMap<>(FaultKind.class);
        done.forEach(incident -> times.merge(incident.incident().kind(), 1, Integer::sum));
        out.println(EnduranceTables.faults(times, books.kinds(), books.calm(), books.total()));
        out.println(books.words() + " Open in the end: %,d.".formatted(open.size()));
        out.println(EnduranceTables.measures(judged));
        books.notes().forEach(note -> out.println("- " + note));
        faults.forEach(fault -> out.println("DOES NOT HOLD: " + fault));
        say(faults.isEmpty() ? "Nothing is missing, and nothing grows." : "THE SOAK HAS FAILED.");
        ObjectNode end = figures(line("end"), books.total()).put("holds", faults.isEmpty());
        faults.forEach(end.withArray("faults")::add);
        figures(end.withObject("/calm"), books.calm());
        judged.forEach(series -> measure(end.withArray("measures").addObject(), series));
        books.kinds().forEach((kind, figures) -> figures(end.withObject("/kinds/" + kind.name()), figures));
        write(end);
        return faults.isEmpty();
    }

    private void write(FaultRun.Done done) {
        ObjectNode line = line("fault")
                .put("kind", done.incident().kind().name())
                .put("words", done.incident().words())
                .put("began", done.began().toString())
                .put("ended", done.ended().toString());
        done.failure().ifPresent(why -> line.put("failure", why));
        write(line);
    }

    private static ObjectNode line(String type) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static void measure(ObjectNode node, Judged judged) {
        node.put("of", judged.series().of())
                .put("measure", judged.series().measure().name())
                .put("samples", judged.samples())
                .put("early", judged.early())
                .put("late", judged.late())
                .put("highest", judged.highest())
                .put("flat", judged.flat());
    }

    private static ObjectNode figures(ObjectNode line, Figures figures) {
        return line.put("sent", figures.sent())
                .put("published", figures.published())
                .put("spooled", figures.spooled())
                .put("rejected", figures.rejected())
                .put("refused", figures.refused())
                .put("unanswered", figures.unanswered())
                .put("copies", figures.copies())
                .put("longestMillis", figures.longest().toMillis());
    }

    private void write(ObjectNode line) {
        file.ifPresent(path -> {
            try {
                Files.writeString(path, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
