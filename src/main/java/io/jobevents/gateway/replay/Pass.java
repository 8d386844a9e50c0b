package io.jobevents.gateway.replay;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.QuarantineTopic.Opened;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.QuarantineTopic.Use;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.RecordPublisher.Publication;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantine.Resolver;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Copy;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.replay.Replay.Report;
import io.jobevents.gateway.replay.Tally.Fate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** One run of a replay over open bodies, from beginning to end. For one thread. */
final class Pass {

    private static final Logger LOG = Logger.getLogger(Replay.class);
    /** Bodies whose acks are waited for together; so many are published again after a kill. */
    private static final int BATCH = 100;

    private static final long BATCH_BYTES = 8 << 20;

    /** A sound body as what it becomes; the body itself, which may be much larger, is let go. */
    private record Sound(Copy copy, Optional<Reason> reason, List<EventRecord> records) {
        long bytes() {
            return records.stream().mapToLong(record -> record.value().length).sum();
        }
    }

    private final CallbackRecords callbacks;
    private final RecordPublisher publisher;
    private final Clock clock;
    private final Use use;
    private final Pace pace;
    private final Watcher watcher;
    private final Tally tally = new Tally();
    /** Each once: thousands of bodies can fail for one reason. */
    private final Set<String> failures = new LinkedHashSet<>();

    private final List<Sound> batch = new ArrayList<>();
    private long batchBytes;
    /** Whether Kafka left something without an answer: what follows would wait as long for nothing. */
    private boolean over;

    Pass(CallbackRecords callbacks, RecordPublisher publisher, Clock clock, Use use, Pace pace, Watcher watcher) {
        this.callbacks = callbacks;
        this.publisher = publisher;
        this.clock = clock;
        this.use = use;
        this.pace = pace;
        this.watcher = watcher;
    }

    /** Looks at each, and publishes what is sound. */
    void goThrough(Opened topic, Entries open) throws InterruptedException {
        long of = open.count();
        long done = 0;
        Optional<OpenBody> next = open.next();
        while (next.isPresent()) {
            if (over || watcher.isStopped()) {
                skip(next.get().reason());
            } else {
                pace.await();
                look(topic, next.get());
                watcher.done(++done, of);
            }
            next = open.next();
        }
        publish(topic);
        if (watcher.isStopped()) {
            failures.add("The replay was stopped");
        }
    }

    private void look(Opened topic, OpenBody entry) {
        try {
            // Empty if a later copy, a tombstone or its age took it away; without a key it could not be resolved.
            if (!entry.key().isEmpty() && topic.at(entry.place()).orElse(null) instanceof Body body) {
                look(topic, body);
            } else {
                tally.count(entry.reason(), Fate.SKIPPED);
            }
        } catch (Unreachable e) {
            over = true;
            failures.add(String.valueOf(e.getMessage()));
            tally.count(entry.reason(), Fate.SKIPPED);
        }
    }

    private void look(Opened topic, Body body) {
        Verdict verdict;
        try {
            verdict = Verdict.of(body, callbacks, clock.instant());
        } catch (RuntimeException bug) {
            // One body must not keep those behind it from coming back.
            LOG.errorf(bug, "The body at %s fails by a fault of the gateway", body.place());
            failures.add("A body fails by a fault of the gateway; the log has its place and the stack trace");
            tally.count(body.reason(), Fate.SKIPPED);
            return;
        }
        watcher.judged(body, verdict);
        switch (verdict) {
            case Verdict.Sound(var records) when use == Use.LOOK -> tally.count(body.reason(), Fate.REPLAYED);
            case Verdict.Sound(var records) -> add(topic, new Sound(body.copy(), body.reason(), records));
            case Verdict.AtFault atFault -> tally.count(body.reason(), Fate.AT_FAULT);
            case Verdict.NoCallback noCallback -> tally.count(body.reason(), Fate.AT_FAULT);
            case Verdict.UnknownSource unknown -> skip(body.reason());
        }
    }

    private void add(Opened topic, Sound sound) {
        batch.add(sound);
        batchBytes += sound.bytes();
        if (batch.size() >= pace.atOnce(BATCH) || batchBytes >= BATCH_BYTES) {
            publish(topic);
        }
    }

    /** Publishes the batch, and resolves what is acknowledged. */
    private void publish(Opened topic) {
        List<EventRecord> records =
                batch.stream().flatMap(sound -> sound.records().stream()).toList();
        if (batch.isEmpty()) {
            return;
        }
        List<Publication> publications = publisher
                .republish(records, RecordPublisher.DELIVERY_LIMIT)
                .toCompletableFuture()
                .join();
        List<Copy> acknowledged = new ArrayList<>();
        int first = 0;
        for (Sound sound : batch) {
            int end = first + sound.records().size();
            if (areAcknowledged(sound.records(), publications.subList(first, end))) {
                acknowledged.add(sound.copy());
            }
            first = end;
        }
        Set<Place> resolved = topic.resolve(acknowledged, Resolver.REPLAY);
        if (resolved.size() < acknowledged.size()) {
            over = true;
            failures.add(
                    "Kafka did not acknowledge that bodies are resolved; they stay open, and their events are published");
        }
        for (Sound sound : batch) {
            boolean replayed = resolved.contains(sound.copy().place());
            tally.count(sound.reason(), replayed ? Fate.REPLAYED : Fate.SKIPPED);
        }
        batch.clear();
        batchBytes = 0;
    }

    /** Lets go of what was not published. */
    void leave() {
        batch.forEach(sound -> tally.count(sound.reason(), Fate.SKIPPED));
        batch.clear();
    }

    private boolean areAcknowledged(List<EventRecord> records, List<Publication> publications) {
        boolean all = true;
        for (int i = 0; i < records.size(); i++) {
            if (publications.get(i) instanceof Publication.Unacknowledged(Cause cause, var late)) {
                all = false;
                over |= cause == Cause.UNACKNOWLEDGED;
                failures.add(
                        cause == Cause.UNACKNOWLEDGED
                                ? "Kafka did not acknowledge the events"
                                : "Kafka does not take events for the topic "
                                        + records.get(i).route().topic() + ": " + cause.code());
            }
        }
        return all;
    }

    /** A body that is open still, of which nothing is known. */
    void skip(Optional<Reason> reason) {
        tally.count(reason, Fate.SKIPPED);
    }

    void fail(String sentence) {
        failures.add(sentence);
    }

    Report report() {
        return new Report(tally, List.copyOf(failures));
    }
}
