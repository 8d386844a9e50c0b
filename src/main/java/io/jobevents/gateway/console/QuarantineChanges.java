package io.jobevents.gateway.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jobevents.gateway.ConsoleMetrics.Change;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.console.ConsoleProblem.Reason;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.replay.Dismissal;
import io.jobevents.gateway.replay.Entries;
import io.jobevents.gateway.replay.MatchingEntries;
import io.jobevents.gateway.replay.OpenBody;
import io.jobevents.gateway.replay.OpenFilter;
import io.jobevents.gateway.replay.OpenIndex;
import io.jobevents.gateway.replay.Pace;
import io.jobevents.gateway.replay.PlacedEntries;
import io.jobevents.gateway.replay.Replay;
import io.jobevents.gateway.replay.Tally;
import io.jobevents.gateway.replay.Tally.Fate;
import io.jobevents.gateway.replay.Watcher;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Replays and dismisses open bodies, one run at a time. A run ends after its current batch when the client disconnects
 * or the gateway stops.
 */
@Singleton
final class QuarantineChanges implements ConsoleApi {

    /** The default rate in bodies per second, low enough to leave room for callbacks. */
    private static final int RATE = 50;

    private static final int FASTEST = 10_000;
    private static final int MOST_PLACES = 500;
    /** The longest wait for the current batch; less than the ten seconds that a pod has beyond its drain. */
    private static final Duration LAST_BATCH = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** See {@link QuarantineApi}: resolved by the first request. */
    private final Provider<OpenIndex> index;

    private final Provider<Replay> replay;
    private final Provider<Dismissal> dismissal;
    private final Changes changes;
    private final String prefix;
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean stopping;

    QuarantineChanges(
            Provider<OpenIndex> index,
            Provider<Replay> replay,
            Provider<Dismissal> dismissal,
            Changes changes,
            GatewayConfig config) {
        this.index = index;
        this.replay = replay;
        this.dismissal = dismissal;
        this.changes = changes;
        this.prefix = config.topics().prefix();
    }

    @Override
    public void mount(Routes routes) {
        routes.post("/quarantine/replay", this::replay);
        routes.post("/quarantine/dismiss", this::dismiss);
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
    }

    /** Waits for the current batch. Otherwise its bodies could stay open although their events are published. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        if (turn.tryAcquire(LAST_BATCH.toMillis(), TimeUnit.MILLISECONDS)) {
            turn.release();
        }
    }

    /**
     * The bodies that a request names.
     *
     * @param places empty if the filter selects the bodies
     */
    private record Selection(List<Place> places, OpenFilter filter) {
        static Selection of(Members asked) {
            List<Place> places = asked.places("bodies", MOST_PLACES);
            if (asked.has("bodies") == asked.hasFilter()) {
                asked.refuse("The body takes either bodies, or a filter of reasons, sources, since, until and text");
            }
            return new Selection(places, asked.filter());
        }
    }

    /** @param missing a sentence for each body that is not open any more */
    private record Found(Entries entries, List<String> missing) {}

    private void replay(Call call) {
        Members asked = new Members(call.json());
        asked.allowOnly(Members.namesOfFilter("bodies", "rate", "dryRun"));
        Selection selection = Selection.of(asked);
        Pace pace = Pace.perSecond(asked.number("rate", RATE, 1, FASTEST));
        boolean dryRun = asked.flag("dryRun");
        boolean sendsVerdicts = dryRun || selection.places().size() == 1;
        alone(call, asked, "replaying", sendsVerdicts, (stream, watcher) -> {
            Found found = find(selection, watcher);
            Replay.Report report = dryRun
                    ? replay.get().dryRun(found.entries(), watcher)
                    : replay.get().run(found.entries(), pace, watcher);
            Tally tally = report.tally();
            long skipped = tally.total(Fate.SKIPPED) + found.missing().size();
            if (!dryRun) {
                changes.made(
                        call.name(),
                        Change.REPLAY,
                        "replayed " + tally.total(Fate.REPLAYED) + ", " + tally.total(Fate.AT_FAULT)
                                + " still at fault, " + skipped + " skipped");
            }
            stream.send(
                    "end",
                    out -> {
                        out.writeObjectFieldStart("tally");
                        out.writeNumberField("replayed", tally.total(Fate.REPLAYED));
                        out.writeNumberField("atFault", tally.total(Fate.AT_FAULT));
                        out.writeNumberField("skipped", skipped);
                        out.writeEndObject();
                        writeFailures(out, found.missing(), report.failures());
                        out.writeBooleanField("stopped", watcher.isStopped());
                    },
                    PATIENCE);
        });
    }

    private void dismiss(Call call) {
        Members asked = new Members(call.json());
        asked.allowOnly(Members.namesOfFilter("bodies"));
        Selection selection = Selection.of(asked);
        alone(call, asked, "dismissing", false, (stream, watcher) -> {
            Found found = find(selection, watcher);
            Dismissal.Report report = dismissal.get().run(found.entries(), watcher);
            changes.made(call.name(), Change.DISMISS, "dismissed " + report.dismissed());
            stream.send(
                    "end",
                    out -> {
                        out.writeNumberField("dismissed", report.dismissed());
                        writeFailures(out, found.missing(), report.failures());
                        out.writeBooleanField("stopped", watcher.isStopped());
                    },
                    PATIENCE);
        });
    }

    private static void writeFailures(JsonGenerator out, List<String> missing, List<String> failures)
            throws IOException {
        out.writeArrayFieldStart("failures");
        for (String failure : missing) {
            out.writeString(failure);
        }
        for (String failure : failures) {
            out.writeString(failure);
        }
        out.writeEndArray();
    }

    /** The work of a run. */
    @FunctionalInterface
    private interface Run {
        void with(EventStream stream, Watcher watcher) throws Unreachable;
    }

    private void alone(Call call, Members asked, String phase, boolean sendsVerdicts, Run run) {
        if (asked.fault().isPresent()) {
            call.problem(Reason.MALFORMED_REQUEST, asked.fault().get());
        } else if (!turn.tryAcquire()) {
            call.problem(Reason.BUSY, "This pod is already replaying or dismissing; try again when that has ended.");
        } else {
            try {
                run(call.stream(), phase, sendsVerdicts, run);
            } finally {
                turn.release();
            }
        }
    }

    private void run(EventStream stream, String phase, boolean sendsVerdicts, Run run) {
        try {
            run.with(stream, StreamWatcher.ofRun(stream, prefix, phase, sendsVerdicts, () -> stopping));
        } catch (Unreachable | UncheckedIOException e) {
            QuarantineApi.sendFailure(stream, e);
        } finally {
            stream.end();
        }
    }

    /** The selected bodies that are open now. */
    private Found find(Selection selection, Watcher watcher) throws Unreachable {
        if (selection.places().isEmpty()) {
            return new Found(MatchingEntries.of(index.get(), selection.filter(), watcher), List.of());
        }
        Set<Place> places = new LinkedHashSet<>(selection.places());
        List<OpenBody> open = places.size() == 1
                ? index.get().at(selection.places().getFirst(), watcher).stream()
                        .toList()
                : index.get()
                        .query(
                                watcher,
                                queries -> places.stream()
                                        .flatMap(place -> queries.at(place).stream())
                                        .toList())
                        .orElse(List.of());
        List<String> missing = new ArrayList<>();
        if (!watcher.isStopped()) {
            open.forEach(body -> places.remove(body.place()));
            places.forEach(place -> missing.add("The body at " + place + " is not open any more"));
        }
        return new Found(new PlacedEntries(open), missing);
    }
}
