package io.jobevents.gateway.cli;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.replay.Replay;
import io.jobevents.gateway.replay.Tally;
import io.jobevents.gateway.replay.Tally.Fate;
import io.jobevents.gateway.replay.Verdict;
import io.jobevents.gateway.replay.Watcher;
import io.quarkus.runtime.QuarkusApplication;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import picocli.CommandLine;

/** Runs the mode {@code replay}: logs the progress and prints the results. The process takes no callbacks. */
public final class ReplayRun implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(ReplayRun.class);
    private static final int LONGEST = 512;

    private final Replay replay;
    private final ReplayStop stop;
    private final String prefix;
    private final PrintStream out = System.out;

    ReplayRun(Replay replay, ReplayStop stop, GatewayConfig config) {
        this.replay = replay;
        this.stop = stop;
        this.prefix = config.topics().prefix() + ".";
    }

    /** @return 0 if all requests to Kafka succeeded, else 1 */
    @Override
    public int run(String... args) {
        stop.begun();
        try {
            return run(CommandLine.populateCommand(new ReplayCommand(), args));
        } finally {
            stop.ended();
        }
    }

    private int run(ReplayCommand command) {
        Replay.Report report = command.isDryRun()
                ? replay.dryRun(command.selection(), new Listing())
                : replay.run(command.selection(), command.pace(), new Progress());
        Tally tally = report.tally();
        if (tally.total() == 0 && report.failures().isEmpty()) {
            out.println("No open body matches");
        } else if (tally.total() > 0) {
            out.print(tally.render(command.isDryRun() ? "would be replayed" : "replayed"));
        }
        report.failures().forEach(LOG::error);
        log(tally, command.isDryRun());
        return report.failures().isEmpty() ? 0 : 1;
    }

    /** Logs the table on one line. */
    private static void log(Tally tally, boolean dryRun) {
        LogFields fields = LogFields.of("change", dryRun ? "replay-dry-run" : "replay");
        for (Fate fate : Fate.values()) {
            fields.and(fate.word(), String.valueOf(tally.total(fate)));
        }
        String byReason = tally.reasons().stream()
                .map(reason -> reason + " " + tally.of(reason, Fate.REPLAYED) + "/" + tally.of(reason, Fate.AT_FAULT)
                        + "/" + tally.of(reason, Fate.SKIPPED))
                .collect(Collectors.joining(", "));
        fields.around(() -> LOG.infof(
                "%s %d, %d still at fault, %d skipped%s",
                dryRun ? "Nothing was written; would replay" : "Replayed",
                tally.total(Fate.REPLAYED),
                tally.total(Fate.AT_FAULT),
                tally.total(Fate.SKIPPED),
                byReason.isEmpty() ? "" : " (" + byReason + ")"));
    }

    /** Logs the progress every few seconds. */
    private class Progress implements Watcher {

        private static final long PAUSE = Duration.ofSeconds(2).toNanos();

        private long last = System.nanoTime();

        @Override
        public void read(long done, long of) {
            say("Read %d of %d records in quarantine", done, of);
        }

        @Override
        public void judged(Body body, Verdict verdict) {
            // only the totals at the end are printed
        }

        @Override
        public void done(long done, long of) {
            say("Looked at %d of %d open bodies", done, of);
        }

        @Override
        public boolean isStopped() {
            return stop.isAsked();
        }

        private void say(String words, long done, long of) {
            long now = System.nanoTime();
            if (now - last >= PAUSE) {
                last = now;
                LOG.infof(words, done, of);
            }
        }
    }

    /** Also prints each body. */
    private final class Listing extends Progress {
        @Override
        public void judged(Body body, Verdict verdict) {
            out.println(String.join(
                    "  ",
                    body.place().toString(),
                    body.receivedAt().toString(),
                    Quarantine.printable(body.key(), LONGEST),
                    body.reason().map(reason -> reason.code()).orElse("other"),
                    words(verdict)));
        }

        private String words(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Sound(var records) ->
                    "would become " + records.stream().map(this::words).collect(Collectors.joining(", "));
                case Verdict.AtFault(var rejection) ->
                    "still at fault: " + rejection.reason().code() + ": "
                            + Quarantine.printable(rejection.detail(), LONGEST);
                case Verdict.NoCallback() -> "stays open: it is a test of the URL, and no callback";
                case Verdict.UnknownSource(String source) ->
                    "skipped: this gateway has no source " + Quarantine.printable(source, LONGEST);
            };
        }

        private String words(EventRecord record) {
            return Quarantine.printable(record.id(), LONGEST) + " on " + prefix
                    + record.route().topic();
        }
    }
}
