package io.jobevents.gateway.console;

import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.replay.Verdict;
import io.jobevents.gateway.replay.Watcher;
import java.time.Duration;

/** Stops a reading of the quarantine topic after a time limit. Ignores its progress. */
final class TimeLimit implements Watcher {

    private final long end;

    TimeLimit(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
    }

    @Override
    public void read(long done, long of) {}

    @Override
    public void judged(Body body, Verdict verdict) {}

    @Override
    public void done(long done, long of) {}

    @Override
    public boolean isStopped() {
        return System.nanoTime() - end > 0;
    }
}
