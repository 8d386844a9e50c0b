package io.jobevents.gateway;

import java.util.List;

/** What the door knows of itself, for people to read. */
public interface DoorView {

    /** As {@code /q/health/ready} says it. */
    boolean isReady();

    /** Whether the door is closing, since SIGTERM. */
    boolean isStopping();

    /** The secrets that are valid, without what they are. */
    List<? extends SecretUse> secrets();
}
