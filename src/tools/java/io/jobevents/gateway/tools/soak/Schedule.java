package io.jobevents.gateway.tools.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The times at which faults begin or end. Each step begins a phase of the report. */
record Schedule(List<Step> steps) {

    /** @param at after the start of the run */
    record Step(Duration at, String name, Act act) {}

    /** Begins or ends a fault. */
    interface Act {
        void run() throws Exception;
    }

    /** The time limit of a command. */
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

    Schedule {
        steps = steps.stream().sorted(Comparator.comparing(Step::at)).toList();
    }

    static Schedule none() {
        return new Schedule(List.of());
    }

    /**
     * Reads lines of {@code SECOND | NAME | SHELL COMMAND}. The command may be left out; empty lines and lines that
     * begin with # are ignored.
     */
    static Schedule read(Path file) throws IOException {
        return new Schedule(Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Schedule::step)
                .toList());
    }

    private static Step step(String line) {
        String[] parts = line.split("\\|", 3);
        if (parts.length < 2 || !parts[0].strip().matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("A line of the schedule is SECOND | NAME | SHELL COMMAND, not: " + line);
        }
        String command = parts.length == 3 ? parts[2].strip() : "";
        return new Step(Duration.ofSeconds(Long.parseLong(parts[0].strip())), parts[1].strip(), () -> execute(command));
    }

    private static void execute(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", command).inheritIO().start();
        if (!shell.waitFor(COMMAND_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            shell.destroy();
            throw new IOException("The command takes longer than " + COMMAND_LIMIT);
        }
        if (shell.exitValue() != 0) {
            throw new IOException("The command ended with status " + shell.exitValue());
        }
    }
}
