package io.jobevents.gateway;

/** The end of a delivery, of which one of the two is told once, on any thread. */
public interface Ending {

    void ended(Outcome outcome);

    /** A fault of the gateway has stopped the delivery on its way. */
    void failed(Throwable fault);

    /** Runs a step of the way; if it throws, the delivery has {@link #failed}. */
    default void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error fault) {
            failed(fault);
        }
    }
}
