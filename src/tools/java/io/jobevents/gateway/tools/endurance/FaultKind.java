package io.jobevents.gateway.tools.endurance;

import java.util.List;
import java.util.Set;

/** The kinds of faults in a soak of hours, and the part of the site that each affects. */
enum FaultKind {
    BROKER_KILLED(Part.KAFKA, "a broker killed"),
    BROKER_STOPPED(Part.KAFKA, "a broker stopped in order"),
    BROKER_FROZEN(Part.KAFKA, "a broker frozen"),
    TWO_BROKERS_KILLED(Part.KAFKA, "two brokers killed"),
    ALL_BROKERS_KILLED(Part.KAFKA, "all brokers killed"),
    ALL_BROKERS_FROZEN(Part.KAFKA, "all brokers frozen"),
    NETWORK_CUT(Part.NETWORK, "network to all brokers cut"),
    BROKER_UNREACHABLE(Part.NETWORK, "one broker unreachable"),
    NETWORK_LOSS(Part.NETWORK, "packets lost"),
    NETWORK_SLOW(Part.NETWORK, "a slow line to the brokers"),
    GATEWAY_KILLED(Part.GATEWAY, "a gateway killed"),
    GATEWAY_STOPPED(Part.GATEWAY, "a gateway stopped in order"),
    GATEWAY_FROZEN(Part.GATEWAY, "a gateway frozen"),
    ROLLING_RESTART(Part.GATEWAY, "rolling restart"),
    ROLL_OUT(Part.GATEWAY, "roll-out of other settings"),
    DISK_FULL(Part.DISK, "a spool's disk full"),
    DISK_SLOW(Part.DISK, "a spool's disk slow"),
    DISK_FAILING(Part.DISK, "writes to a spool's disk fail"),
    CLOCK_FORWARD(Part.CLOCK, "a gateway's clock set forward"),
    CLOCK_BACK(Part.CLOCK, "a gateway's clock set back"),
    TOKENS_ROTATED(Part.TOKENS, "tokens rotated"),
    REPLAY(Part.REPLAY, "a replay"),
    REPLAY_KILLED(Part.REPLAY, "a replay killed");

    /** Faults of the same part never happen at the same time. */
    enum Part {
        KAFKA,
        NETWORK,
        GATEWAY,
        DISK,
        CLOCK,
        TOKENS,
        REPLAY
    }

    private final Part part;
    private final String words;

    FaultKind(Part part, String words) {
        this.part = part;
        this.words = words;
    }

    Part part() {
        return part;
    }

    String words() {
        return words;
    }

    /**
     * Whether the two may happen at the same time. A gateway cannot distinguish faults of Kafka's processes from faults
     * of the network to them. A gateway with a failing disk is not restarted, since no promise says whether it starts
     * then.
     */
    boolean goesWith(FaultKind other) {
        Set<Part> both = Set.copyOf(List.of(part, other.part));
        return both.size() == 2
                && !both.equals(Set.of(Part.KAFKA, Part.NETWORK))
                && !both.equals(Set.of(Part.GATEWAY, Part.DISK));
    }
}
