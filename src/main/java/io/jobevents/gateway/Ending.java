package io.jobevents.gateway;

/** The callbacks for the end of a delivery. Exactly one of the two is called, once, on any thread. */
public interface Ending {

    void ended(Outcome outcome);

    /** The delivery was aborted by a bug of the gateway. */
    void failed(Throwable fault);

    /** Runs a step of the delivery; an exception becomes {@link #failed}. */
    default void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error fault) {
            failed(fault);
        }
    }
}
