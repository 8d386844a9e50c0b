package io.jobevents.gateway.replay;

import io.jobevents.gateway.record.Quarantined.Body;

/** Is told how a replay gets on, on its thread, for each record and each body. */
public interface Watcher {

    /** So many records of the topic were read, of so many at most. */
    void read(long done, long of);

    /** What becomes of a body, or would. */
    void judged(Body body, Verdict verdict);

    /** So many open bodies were looked at. */
    void done(long done, long of);

    /** Whether the replay is to end with the batch that it is at. */
    boolean isStopped();
}
