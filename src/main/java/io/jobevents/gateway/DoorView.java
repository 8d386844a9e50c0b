package io.jobevents.gateway;

import java.util.List;

/** The state of the callback endpoint, as the console shows it. */
public interface DoorView {

    /** Readiness, as {@code /q/health/ready} reports it. */
    boolean isReady();

    /** Whether the endpoint is closing, after SIGTERM. */
    boolean isStopping();

    /** The valid secrets, without their values. */
    List<? extends SecretUse> secrets();
}
