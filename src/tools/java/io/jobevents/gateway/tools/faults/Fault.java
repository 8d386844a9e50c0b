package io.jobevents.gateway.tools.faults;

/** The faults: the rows of the tables, in their order. */
enum Fault {
    BROKER_KILLED("one broker killed, restarted"),
    LEADER_FROZEN("the partition leader frozen for 20 s"),
    ALL_BROKERS_KILLED("all brokers killed for 60 s"),
    NETWORK_CUT("network between gateway and brokers cut for 20 s"),
    GATEWAY_KILLED("gateway killed ten times, spool in use"),
    ROLLING_RESTART("SIGTERM of two gateways in turn, behind haproxy"),
    KAFKA_FROZEN_AT_FULL_RATE("Kafka frozen for 10 s at 3,000 callbacks a second"),
    STARTED_WITHOUT_BROKERS("gateway started while every broker is dead"),
    STARTED_WITHOUT_NAMES("gateway started while no broker's name resolves"),
    REQUIRED_TOPIC_ABSENT("a required topic absent"),
    TAG_TOPIC_ABSENT("one tag's topic absent"),
    GATEWAY_GONE("one of two gateways gone for good, its spool drained"),
    DISK_FULL("spool disk full, then freed"),
    SPOOL_GARBAGE("spool file overwritten before start"),
    SPOOL_TRUNCATED("spool file cut short before start"),
    CONNECTIONS("5,000 idle and 500 slow connections beside"),
    HOSTILE_CONNECTIONS("2,000 hostile connections beside"),
    QUARANTINE_FLOOD("2,000 rejected callbacks a second beside, Kafka away"),
    REPLAY_KILLED(FaultTable.REPLAYS, "replay killed five times"),
    REPLAY_WHILE_KAFKA_IS_FROZEN(FaultTable.REPLAYS, "Kafka frozen for 15 s in the middle of a replay"),
    TWO_REPLAYS(FaultTable.REPLAYS, "two replays at once"),
    REPLAY_BESIDE_REJECTIONS(FaultTable.REPLAYS, "a gateway rejects on, the topic has new partitions and is compacted"),
    REPLAY_WITHOUT_TOPIC(FaultTable.REPLAYS, "a required topic absent");

    private final FaultTable table;
    private final String words;

    Fault(String words) {
        this(FaultTable.CALLBACKS, words);
    }

    Fault(FaultTable table, String words) {
        this.table = table;
        this.words = words;
    }

    FaultTable table() {
        return table;
    }

    String words() {
        return words;
    }
}
