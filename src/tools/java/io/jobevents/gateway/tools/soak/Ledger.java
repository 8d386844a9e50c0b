package io.jobevents.gateway.tools.soak;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was sent and what came back, callback by callback. Thread-safe. */
final class Ledger {

    /**
     * One callback.
     *
     * @param phase index of the phase in which it was to be sent
     * @param planned when it was to be sent, however late that was then done
     * @param time from then to the last byte of the answer
     */
    record Entry(int number, int phase, Instant planned, Answer answer, Duration time) {}

    private final List<String> phases = new ArrayList<>(List.of("steady"));
    private final List<Entry> entries = new ArrayList<>();
    private int sent;
    private int repeats;

    /** From now on callbacks belong to a phase of that name. */
    synchronized void phase(String name) {
        if (sent == 0) {
            phases.clear();
        }
        if (!name.equals(phases.isEmpty() ? "" : phases.getLast())) {
            phases.add(name);
        }
    }

    /** The next callbacks are about to be sent. @return the index of their phase */
    synchronized int sending(int callbacks) {
        sent += callbacks;
        return phases.size() - 1;
    }

    synchronized void repeating() {
        repeats++;
    }

    synchronized void ended(Entry entry) {
        entries.add(entry);
    }

    synchronized List<String> phases() {
        return List.copyOf(phases);
    }

    /** Those that have ended. */
    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    synchronized int sent() {
        return sent;
    }

    synchronized int repeats() {
        return repeats;
    }

    synchronized boolean isComplete() {
        return entries.size() == sent;
    }

    /** One line per callback: number, phase, planned moment, microseconds, status, outcome, marks. */
    void write(Path file) throws IOException {
        List<String> names = phases();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Entry entry : entries()) {
                out.write("%d\t%s\t%s\t%d\t%s%n"
                        .formatted(
                                entry.number(),
                                names.get(entry.phase()),
                                entry.planned(),
                                entry.time().toNanos() / 1_000,
                                words(entry.answer())));
            }
        }
    }

    private static String words(Answer answer) {
        return switch (answer) {
            case Answer.Kept(int status, String outcome, List<String> marks) ->
                status + "\t" + outcome + "\t" + String.join(" ", marks);
            case Answer.Refused(int status, String reason) -> status + "\trefused\t" + reason;
            case Answer.Unanswered(String why) -> "-\tunanswered\t" + why;
        };
    }
}
