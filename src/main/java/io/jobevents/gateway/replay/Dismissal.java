package io.jobevents.gateway.replay;

import io.jobevents.gateway.QuarantineTopic;
import io.jobevents.gateway.QuarantineTopic.Opened;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.QuarantineTopic.Use;
import io.jobevents.gateway.record.Quarantine.Resolver;
import io.jobevents.gateway.record.Quarantined.Copy;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resolves open bodies without publishing them, by a tombstone for each. */
@Singleton
public final class Dismissal {

    /**
     * The result of a dismissal.
     *
     * @param failures sentences on what failed; empty if all bodies were dismissed
     */
    public record Report(long dismissed, List<String> failures) {
        public Report {
            failures = List.copyOf(failures);
        }
    }

    /** Tombstones whose acks are awaited together. */
    private static final int BATCH = 500;

    private final QuarantineTopic quarantine;

    public Dismissal(QuarantineTopic quarantine) {
        this.quarantine = quarantine;
    }

    /** Blocks until all are resolved, Kafka fails, or the watcher stops it; then it ends after the current batch. */
    public Report run(Entries entries, Watcher watcher) {
        Set<String> failures = new LinkedHashSet<>();
        long dismissed = 0;
        try (Opened topic = quarantine.open(Use.RESOLVE)) {
            long of = entries.count();
            long done = 0;
            List<Copy> batch = new ArrayList<>();
            Optional<OpenBody> next = entries.next();
            while (next.isPresent() && !watcher.isStopped() && failures.isEmpty()) {
                if (next.get().key().isEmpty()) {
                    failures.add("A record without a key cannot be dismissed");
                } else {
                    batch.add(next.get().copy());
                }
                next = entries.next();
                if (batch.size() == BATCH || next.isEmpty() || !failures.isEmpty()) {
                    dismissed += resolve(topic, batch, failures);
                    done += batch.size();
                    batch.clear();
                    watcher.done(done, of);
                }
            }
            if (watcher.isStopped()) {
                failures.add("The dismissal was stopped");
            }
        } catch (Unreachable | UncheckedIOException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
        return new Report(dismissed, List.copyOf(failures));
    }

    private static int resolve(Opened topic, List<Copy> batch, Set<String> failures) {
        if (batch.isEmpty()) {
            return 0;
        }
        int resolved = topic.resolve(batch, Resolver.DISMISSED).size();
        if (resolved < batch.size()) {
            failures.add("Kafka did not acknowledge some tombstones: these bodies stay open");
        }
        return resolved;
    }
}
