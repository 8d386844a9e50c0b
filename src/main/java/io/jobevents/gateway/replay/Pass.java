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

/** One run of a replay over open bodies. For one thread. */
final class Pass {

    private static final Logger LOG = Logger.getLogger(Replay.class);
    /** The most bodies whose acks are awaited together; at most that many are published again after a kill. */
    private static final int BATCH = 100;

    private static final long BATCH_BYTES = 8 << 20;

    /** The records of a sound body. The body itself, which may be much larger, is not kept. */
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
    /** A set, since thousands of bodies can fail for the same reason. */
    private final Set<String> failures = new LinkedHashSet<>();

    private final List<Sound> batch = new ArrayList<>();
    private long batchBytes;
    /**
     * Whether Kafka failed to answer. All further bodies are skipped then, since each would wait for the same timeout.
     */
    private boolean over;

    Pass(CallbackRecords callbacks, RecordPublisher publisher, Clock clock, Use use, Pace pace, Watcher watcher) {
        this.callbacks = callbacks;
        this.publisher = publisher;
        this.clock = clock;
        this.use = use;
        this.pace = pace;
        this.watcher = watcher;
    }

    /** Decodes each body, and publishes and resolves the sound ones. */
    void replay(Opened topic, Entries open) throws InterruptedException {
        long of = open.count();
        long done = 0;
        Optional<OpenBody> next = open.next();
        while (next.isPresent()) {
            if (over || watcher.isStopped()) {
                skip(next.get().reason());
            } else {
                pace.await();
                judge(topic, next.get());
                watcher.done(++done, of);
            }
            next = open.next();
        }
        publish(topic);
        if (watcher.isStopped()) {
            failures.add("The replay was stopped");
        }
    }

    private void judge(Opened topic, OpenBody entry) {
        try {
            // The record is gone after a later copy, a tombstone or the retention time. One without a key cannot be
            // resolved.
            if (!entry.key().isEmpty() && topic.at(entry.place()).orElse(null) instanceof Body body) {
                judge(topic, body);
            } else {
                tally.count(entry.reason(), Fate.SKIPPED);
            }
        } catch (Unreachable e) {
            over = true;
            failures.add(String.valueOf(e.getMessage()));
            tally.count(entry.reason(), Fate.SKIPPED);
        }
    }

    private void judge(Opened topic, Body body) {
        Verdict verdict;
        try {
            verdict = Verdict.of(body, callbacks, clock.instant());
        } catch (RuntimeException bug) {
            // A bug must not prevent the replay of the bodies after this one.
            LOG.errorf(bug, "Decoding the body at %s failed by a fault of the gateway", body.place());
            failures.add("Decoding a body failed by a fault of the gateway; the log has its place and the stack trace");
            tally.count(body.reason(), Fate.SKIPPED);
            return;
        }
        watcher.judged(body, verdict);
        switch (verdict) {
            case Verdict.Sound(var records) when use == Use.READ -> tally.count(body.reason(), Fate.REPLAYED);
            case Verdict.Sound(var records) -> add(topic, new Sound(body.copy(), body.reason(), records));
            case Verdict.AtFault atFault -> tally.count(body.reason(), Fate.AT_FAULT);
            case Verdict.NoCallback noCallback -> tally.count(body.reason(), Fate.AT_FAULT);
            case Verdict.UnknownSource unknown -> skip(body.reason());
        }
    }

    private void add(Opened topic, Sound sound) {
        batch.add(sound);
        batchBytes += sound.bytes();
        if (batch.size() >= pace.batchSize(BATCH) || batchBytes >= BATCH_BYTES) {
            publish(topic);
        }
    }

    /** Publishes the batch, and resolves the bodies whose events are all acknowledged. */
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
                    "Kafka did not acknowledge some tombstones: these bodies stay open, their events are published");
        }
        for (Sound sound : batch) {
            boolean replayed = resolved.contains(sound.copy().place());
            tally.count(sound.reason(), replayed ? Fate.REPLAYED : Fate.SKIPPED);
        }
        batch.clear();
        batchBytes = 0;
    }

    /** Counts the bodies of the unpublished batch as skipped. */
    void skipBatch() {
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
                                : "Kafka refuses events for the topic "
                                        + records.get(i).route().topic() + ": " + cause.code());
            }
        }
        return all;
    }

    /** Counts a body that stays open without a verdict. */
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
