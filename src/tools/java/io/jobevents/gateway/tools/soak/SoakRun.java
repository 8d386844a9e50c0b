package io.jobevents.gateway.tools.soak;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One run, from the first callback to the report. The caller makes the faults, and announces each new phase.
 *
 * <p>For one thread, except {@link #phase}.
 */
public final class SoakRun implements AutoCloseable {

    private static final Duration READ = Duration.ofMillis(250);

    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int MOST_ROUNDS = 8;
    private static final Duration PROMPT = Duration.ofMillis(500);

    private final SoakOptions options;
    private final NumberedCallbacks specimens;
    private final Ledger ledger = new Ledger();
    private final Arrivals arrivals;
    private final TopicFollower reader;
    private final SteadySender sender;

    private SoakRun(SoakOptions options, NumberedCallbacks specimens) {
        this.options = options;
        this.specimens = specimens;
        this.arrivals = new Arrivals(specimens.marks().run());
        this.reader = TopicFollower.start(options.kafka(), arrivals::add);
        this.sender = new SteadySender(options, specimens, ledger);
    }

    /** Starts to read the topics, then to send. */
    public static SoakRun start(SoakOptions options) throws IOException {
        return start(
                options,
                options.bodies().isPresent()
                        ? NumberedCallbacks.of(options.bodies().get())
                        : NumberedCallbacks.generated());
    }

    /** Starts to read the topics, then to send these callbacks. */
    public static SoakRun start(SoakOptions options, NumberedCallbacks specimens) {
        SoakRun run = new SoakRun(options, specimens);
        run.sender.start();
        return run;
    }

    /**
     * Sends callbacks that no report counts until answers are prompt, since the JVMs of new gateways and brokers are
     * still compiling their code. Gives up after some rounds.
     */
    public static void warm(SoakOptions options) throws InterruptedException {
        Duration p99 = PROMPT;
        for (int round = 0; round < MOST_ROUNDS && p99.compareTo(PROMPT) >= 0; round++) {
            try (SoakRun run = start(options, NumberedCallbacks.generated())) {
                Thread.sleep(ROUND);
                run.stop();
                run.awaitAnswers();
                p99 = run.reportSoFar().total().p99();
            }
        }
    }

    /** Begins a phase, to which the next callbacks belong. */
    public void phase(String name) {
        ledger.phase(name);
    }

    public boolean isSending() {
        return sender.isSending();
    }

    /** Stops sending early. */
    public void stop() {
        sender.stop();
    }

    /** Waits for the last answer. */
    public void awaitAnswers() throws InterruptedException {
        sender.awaitEnd();
    }

    /** The report so far. Records that are not on the topics yet count as missing. */
    public Report reportSoFar() {
        return Report.of(ledger, specimens, arrivals, Optional.empty());
    }

    /** Waits for the last answer, then until the topics are complete, at most for the drain wait. */
    public Report report() throws InterruptedException, IOException {
        awaitAnswers();
        Instant answered = Instant.now();
        Instant end = answered.plus(options.drainWait());
        boolean complete = isComplete();
        while (!complete && Instant.now().isBefore(end)) {
            Thread.sleep(READ);
            complete = isComplete();
        }
        Optional<Duration> time = complete ? Optional.of(Duration.between(answered, Instant.now())) : Optional.empty();
        Thread.sleep(READ.multipliedBy(8)); // copies and strangers may arrive after the last missing record
        if (options.ledger().isPresent()) {
            ledger.write(options.ledger().get());
        }
        return Report.of(ledger, specimens, arrivals, time);
    }

    private boolean isComplete() {
        return Report.missing(ledger.entries(), arrivals).isEmpty();
    }

    /** The progress in one line. */
    String progress() {
        return "%s: sent %,d, answered %,d, on the topics %,d"
                .formatted(
                        ledger.phases().getLast(),
                        ledger.sent(),
                        ledger.entries().size(),
                        arrivals.marks());
    }

    @Override
    public void close() {
        sender.close();
        reader.close();
    }
}
