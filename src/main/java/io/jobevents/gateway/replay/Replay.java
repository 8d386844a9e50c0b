package io.jobevents.gateway.replay;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.Outcome.Cause;
import io.jobevents.gateway.QuarantineTopic;
import io.jobevents.gateway.QuarantineTopic.Opened;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.QuarantineTopic.Use;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.RecordPublisher.Publication;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantine.Resolver;
import io.jobevents.gateway.record.Quarantined;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Copy;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.replay.OpenBodies.Entry;
import io.jobevents.gateway.replay.Tally.Fate;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Replays: reads the quarantine topic once to learn which bodies are open, then each of these again, decodes it with this
 * version and these settings, and publishes what is sound. A body is resolved by a tombstone, once all its events are
 * acknowledged and not before; so a run that is killed leaves bodies open that another run publishes again, with the same ids.
 *
 * <p>Memory is bounded by a batch. Nothing is spooled: a body that Kafka does not take stays open.
 */
@Singleton
public final class Replay {

    /**
     * How a run ended.
     *
     * @param failures sentences that say what Kafka did not do; empty if it did all
     */
    public record Report(Tally tally, List<String> failures) {
        public Report {
            failures = List.copyOf(failures);
        }
    }

    private static final Logger LOG = Logger.getLogger(Replay.class);
    /** Bodies whose acks are waited for together; so many are published again after a kill. */
    private static final int BATCH = 100;

    private static final long BATCH_BYTES = 8 << 20;

    private final QuarantineTopic quarantine;
    private final CallbackRecords callbacks;
    private final RecordPublisher publisher;
    private final Clock clock;

    public Replay(QuarantineTopic quarantine, CallbackRecords callbacks, RecordPublisher publisher, Clock clock) {
        this.quarantine = quarantine;
        this.callbacks = callbacks;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Publishes what is sound, and resolves it. Blocks until that is done. */
    public Report run(Selection selection, Pace pace, Watcher watcher) {
        return run(selection, Use.RESOLVE, pace, watcher);
    }

    /** Says what a run would do, and writes nothing. */
    public Report dryRun(Selection selection, Watcher watcher) {
        return run(selection, Use.LOOK, Pace.unlimited(), watcher);
    }

    private Report run(Selection selection, Use use, Pace pace, Watcher watcher) {
        Run run = new Run(use, pace, watcher);
        try (Opened topic = quarantine.open(use);
                OpenBodies open = OpenBodies.create()) {
            run.learn(topic, open, selection);
            run.goThrough(topic, open);
        } catch (Unreachable | UncheckedIOException e) {
            run.failures.add(String.valueOf(e.getMessage()));
            run.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            run.failures.add("The replay was interrupted");
            run.leave();
        }
        return new Report(run.tally, List.copyOf(run.failures));
    }

    /** A sound body as what it becomes; the body itself, which may be much larger, is let go. */
    private record Sound(Copy copy, Optional<Reason> reason, List<EventRecord> records) {
        long bytes() {
            return records.stream().mapToLong(record -> record.value().length).sum();
        }
    }

    /** One run from beginning to end. */
    private final class Run {

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

        Run(Use use, Pace pace, Watcher watcher) {
            this.use = use;
            this.pace = pace;
            this.watcher = watcher;
        }

        private void learn(Opened topic, OpenBodies open, Selection selection) throws Unreachable {
            long offsets = topic.offsets();
            long[] read = {0};
            topic.forEach(record -> {
                switch (record) {
                    case Body body when !selection.takes(body) -> {}
                    case Body body when body.key().isEmpty() -> tally.count(body.reason(), Fate.SKIPPED);
                    case Body body -> open.add(body);
                    case Quarantined.Tombstone tombstone -> open.remove(tombstone);
                }
                watcher.read(++read[0], offsets);
                return !watcher.isStopped();
            });
        }

        private void goThrough(Opened topic, OpenBodies open) throws InterruptedException {
            long of = open.count();
            long done = 0;
            Optional<Entry> next = open.next();
            while (next.isPresent()) {
                if (over || watcher.isStopped()) {
                    tally.count(next.get().reason(), Fate.SKIPPED);
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

        private void look(Opened topic, Entry entry) {
            try {
                // Empty if a later copy, a tombstone or its age took it away.
                if (topic.at(entry.place()).orElse(null) instanceof Body body) {
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
                case Verdict.UnknownSource unknown -> tally.count(body.reason(), Fate.SKIPPED);
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
        private void leave() {
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
    }
}
