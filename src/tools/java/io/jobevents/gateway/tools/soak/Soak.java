package io.jobevents.gateway.tools.soak;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.logging.Level;
import java.util.logging.LogManager;

/** The main class of {@code bin/soak --url}, and one run of it; {@link SoakCommand} reads its arguments. */
public final class Soak {

    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final SoakOptions options;
    private final Schedule schedule;
    private final PrintStream out;

    Soak(SoakOptions options, Schedule schedule, PrintStream out) {
        this.options = options;
        this.schedule = schedule;
        this.out = out;
        if (schedule.steps().stream().anyMatch(step -> step.at().compareTo(options.length()) >= 0)) {
            throw new IllegalArgumentException("The schedule goes on after the last callback: --seconds is too small");
        }
    }

    public static void main(String[] arguments) {
        // Kafka's client logs each failed connection.
        LogManager.getLogManager().getLogger("").setLevel(Level.OFF);
        System.exit(SoakCommand.execute(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
    }

    /** Sends the callbacks, runs the schedule, shows the progress, and prints the report. */
    Report run() throws Exception {
        out.printf(
                "%,d callbacks at %,d a second; topics %s.* at %s%n",
                options.callbacks(),
                options.rate(),
                options.kafka().prefix(),
                options.kafka().bootstrap());
        try (SoakRun run = SoakRun.start(options)) {
            Thread faults = Thread.ofPlatform().name("faults").daemon().start(() -> makeFaults(run));
            Thread progress = Thread.ofPlatform().name("progress").daemon().start(() -> showProgress(run));
            run.awaitAnswers();
            faults.join(); // including the command that ends the last fault
            out.println("Waiting until the topics are complete, for at most "
                    + options.drainWait().toSeconds() + " s");
            Report report = run.report();
            progress.interrupt();
            progress.join();
            out.printf("%n%s%n", report.render());
            out.println(report.holds() ? "Nothing is missing." : verdict(report));
            return report;
        }
    }

    private static String verdict(Report report) {
        return report.total().answered200() == 0
                ? "NOTHING WAS ANSWERED 200: nothing is proved."
                : "CALLBACKS ARE LOST.";
    }

    private void makeFaults(SoakRun run) {
        Instant start = Instant.now();
        Iterator<Schedule.Step> steps = schedule.steps().iterator();
        try {
            while (steps.hasNext()) {
                Schedule.Step step = steps.next();
                while (Instant.now().isBefore(start.plus(step.at()))) {
                    Thread.sleep(POLL_INTERVAL);
                }
                out.println("-- " + step.name());
                run.phase(step.name());
                step.act().run();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            out.println("The fault failed: " + e.getMessage());
        }
    }

    private void showProgress(SoakRun run) {
        try {
            while (true) {
                Thread.sleep(PROGRESS);
                out.println(run.progress());
            }
        } catch (InterruptedException end) {
            // The report follows.
        }
    }
}
