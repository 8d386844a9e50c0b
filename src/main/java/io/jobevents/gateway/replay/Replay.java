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
 * Replays open bodies of the quarantine topic. A run reads the topic once to find the open bodies. Then it reads each
 * open body again, decodes it with this version and these settings, and publishes its events if it is sound. A
 * tombstone resolves the body after all its events are acknowledged. If a run is killed before, the body stays open,
 * and another run publishes its events again, with the same ids.
 *
 * <p>Memory is limited to one batch. Events are not spooled: a body whose events Kafka does not acknowledge stays open.
 */
@Singleton
public final class Replay {

    /**
     * The result of a run.
     *
     * @param failures sentences on what failed; empty if nothing did
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

    /** Replays the selected bodies. Blocks until the end of the run. */
    public Report run(Selection selection, Pace pace, Watcher watcher) {
        return run(selection, Use.RESOLVE, pace, watcher);
    }

    /** Reports what a run would do, and writes nothing. */
    public Report dryRun(Selection selection, Watcher watcher) {
        return run(selection, Use.READ, Pace.unlimited(), watcher);
    }

    /** Replays bodies that are known to be open. Blocks until the end of the run. */
    public Report run(Entries entries, Pace pace, Watcher watcher) {
        return run(Use.RESOLVE, pace, watcher, (pass, topic) -> pass.replay(topic, entries));
    }

    /** Reports what a run over these bodies would do, and writes nothing. */
    public Report dryRun(Entries entries, Watcher watcher) {
        return run(Use.READ, Pace.unlimited(), watcher, (pass, topic) -> pass.replay(topic, entries));
    }

    private Report run(Selection selection, Use use, Pace pace, Watcher watcher) {
        return run(use, pace, watcher, (pass, topic) -> {
            try (OpenBodies open = OpenBodies.create(OpenBodies.Kept.PLACES)) {
                findOpen(topic, open, selection, pass, watcher);
                pass.replay(topic, open);
            }
        });
    }

    /** The part of a run that uses the topic. */
    @FunctionalInterface
    private interface Step {
        void on(Pass pass, Opened topic) throws Unreachable, InterruptedException;
    }

    private Report run(Use use, Pace pace, Watcher watcher, Step work) {
        Pass pass = new Pass(callbacks, publisher, clock, use, pace, watcher);
        try (Opened topic = quarantine.open(use, Map.of(), watcher::isStopped)) {
            work.on(pass, topic);
        } catch (Unreachable | UncheckedIOException e) {
            pass.fail(String.valueOf(e.getMessage()));
            pass.skipBatch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            pass.fail("The replay was interrupted");
            pass.skipBatch();
        }
        return pass.report();
    }

    private static void findOpen(Opened topic, OpenBodies open, Selection selection, Pass pass, Watcher watcher)
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
