package io.jobevents.gateway.replay;

import io.jobevents.gateway.record.Quarantined.Body;

/** Receives the progress of a replay or a reading, on its thread, and can stop it. */
public interface Watcher {

    /**
     * Called for each record of the topic.
     *
     * @param done the number of records read
     * @param of the number of offsets to read, which is at least the number of records
     */
    void read(long done, long of);

    /** Called for each body that is decoded. */
    void judged(Body body, Verdict verdict);

    /**
     * Called after each open body, or after each batch of a dismissal.
     *
     * @param done the number of bodies processed
     * @param of the number of bodies of the run
     */
    void done(long done, long of);

    /** Whether the run should end after the current batch. */
    boolean isStopped();
}
