package io.jobevents.gateway.tools.soak;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One run: from the first callback to the report. Faults are the caller's affair; it says when another phase begins.
 *
 * <p>Not for several threads, {@link #phase} aside.
 */
public final class SoakRun implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(250);

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

    /** Starts to read, then to send. */
    public static SoakRun start(SoakOptions options) throws IOException {
        return start(
                options,
                options.bodies().isPresent()
                        ? NumberedCallbacks.of(options.bodies().get())
                        : NumberedCallbacks.generated());
    }

    /** Starts to read, then to send these. */
    public static SoakRun start(SoakOptions options, NumberedCallbacks specimens) {
        SoakRun run = new SoakRun(options, specimens);
        run.sender.start();
        return run;
    }

    /**
     * Sends for a while what no report counts, until answers are prompt: a gateway, and brokers, that have just started spend
     * their time on compiling their code. Gives up after some rounds.
     */
    public static void warm(SoakOptions options) throws InterruptedException {
        Duration p99 = PROMPT;
        for (int round = 0; round < MOST_ROUNDS && p99.compareTo(PROMPT) >= 0; round++) {
            try (SoakRun run = start(options, NumberedCallbacks.generated())) {
                Thread.sleep(ROUND);
                run.stop();
                run.awaitAnswers();
                p99 = run.look().total().p99();
            }
        }
    }

    /** From now on, callbacks belong to the phase of that name. */
    public void phase(String name) {
        ledger.phase(name);
    }

    public boolean isSending() {
        return sender.isSending();
    }

    /** Ends the sending before its time. */
    public void stop() {
        sender.stop();
    }

    /** Waits for the last answer. */
    public void awaitAnswers() throws InterruptedException {
        sender.awaitEnd();
    }

    /** What the figures are so far; what is not on the topics yet counts as missing. */
    public Report look() {
        return Report.of(ledger, specimens, arrivals, Optional.empty());
    }

    /** Waits for the last answer, then until the topics are complete, but no longer than the drain wait. */
    public Report report() throws InterruptedException, IOException {
        awaitAnswers();
        Instant answered = Instant.now();
        Instant end = answered.plus(options.drainWait());
        boolean complete = isComplete();
        while (!complete && Instant.now().isBefore(end)) {
            Thread.sleep(LOOK);
            complete = isComplete();
        }
        Optional<Duration> time = complete ? Optional.of(Duration.between(answered, Instant.now())) : Optional.empty();
        Thread.sleep(LOOK.multipliedBy(8)); // copies and strangers may come after the last that is missed
        if (options.ledger().isPresent()) {
            ledger.write(options.ledger().get());
        }
        return Report.of(ledger, specimens, arrivals, time);
    }

    private boolean isComplete() {
        return Report.missing(ledger.entries(), arrivals).isEmpty();
    }

    /** One line: how far it is. */
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
