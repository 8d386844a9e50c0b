package io.jobevents.gateway.replay;

import io.jobevents.gateway.CallbackRecords;
import io.jobevents.gateway.QuarantineTopic;
import io.jobevents.gateway.QuarantineTopic.Opened;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.QuarantineTopic.Use;
import io.jobevents.gateway.RecordPublisher;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Tombstone;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

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

    /** Publishes what is sound of bodies that are known to be open, and resolves it. Blocks until that is done. */
    public Report run(Entries entries, Pace pace, Watcher watcher) {
        return run(Use.RESOLVE, pace, watcher, (pass, topic) -> pass.goThrough(topic, entries));
    }

    /** Says what a run over these would do, and writes nothing. */
    public Report dryRun(Entries entries, Watcher watcher) {
        return run(Use.LOOK, Pace.unlimited(), watcher, (pass, topic) -> pass.goThrough(topic, entries));
    }

    private Report run(Selection selection, Use use, Pace pace, Watcher watcher) {
        return run(use, pace, watcher, (pass, topic) -> {
            try (OpenBodies open = OpenBodies.create(OpenBodies.Kept.PLACES)) {
                learn(topic, open, selection, pass, watcher);
                pass.goThrough(topic, open);
            }
        });
    }

    /** What a run does with the topic. */
    @FunctionalInterface
    private interface Work {
        void on(Pass pass, Opened topic) throws Unreachable, InterruptedException;
    }

    private Report run(Use use, Pace pace, Watcher watcher, Work work) {
        Pass pass = new Pass(callbacks, publisher, clock, use, pace, watcher);
        try (Opened topic = quarantine.open(use, Map.of(), watcher::isStopped)) {
            work.on(pass, topic);
        } catch (Unreachable | UncheckedIOException e) {
            pass.fail(String.valueOf(e.getMessage()));
            pass.leave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pass.fail("The replay was interrupted");
            pass.leave();
        }
        return pass.report();
    }

    private static void learn(Opened topic, OpenBodies open, Selection selection, Pass pass, Watcher watcher)
            throws Unreachable {
        long offsets = topic.offsets();
        long[] read = {0};
        topic.forEach(record -> {
            switch (record) {
                case Body body when !selection.takes(body) -> {}
                case Body body when body.key().isEmpty() -> pass.skip(body.reason());
                case Body body -> open.add(body);
                case Tombstone tombstone -> open.remove(tombstone);
            }
            watcher.read(++read[0], offsets);
            return !watcher.isStopped();
        });
    }
}
