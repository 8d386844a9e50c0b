package io.jobevents.gateway.tools.soak;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The callbacks sent and their answers. Thread-safe. */
final class Ledger {

    /**
     * One callback.
     *
     * @param phase the index of the phase of its planned time
     * @param planned when it was due, even if it was sent later
     * @param time from the planned time to the last byte of the answer
     */
    record Entry(int number, int phase, Instant planned, Answer answer, Duration time) {}

    private final List<String> phases = new ArrayList<>(List.of("steady"));
    private final List<Entry> entries = new ArrayList<>();
    private int sent;
    private int repeats;

    /** Begins a phase, to which the next callbacks belong. */
    synchronized void phase(String name) {
        if (sent == 0) {
            phases.clear();
        }
        if (!name.equals(phases.isEmpty() ? "" : phases.getLast())) {
            phases.add(name);
        }
    }

    /**
     * Adds callbacks that are about to be sent.
     *
     * @return the index of their phase
     */
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

    /** The callbacks with a result. */
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
