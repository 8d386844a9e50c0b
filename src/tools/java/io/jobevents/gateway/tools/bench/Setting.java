package io.jobevents.gateway.tools.bench;

import java.util.Arrays;
import java.util.List;

/** The load or situation of a measurement. */
enum Setting {
    KEEP_1("1 connection", 1, Bodies.MIX, 1, true),
    KEEP_8("8 connections", 8, Bodies.MIX, 1, true),
    KEEP_32("32 connections", 32, Bodies.MIX, 1, true),
    KEEP_64("64 connections", 64, Bodies.MIX, 1, true),
    KEEP_256("256 connections", 256, Bodies.MIX, 1, true),
    CLOSE_1("1, closed after each", 1, Bodies.MIX, 1, false),
    CLOSE_8("8, closed after each", 8, Bodies.MIX, 1, false),
    CLOSE_32("32, closed after each", 32, Bodies.MIX, 1, false),
    CLOSE_64("64, closed after each", 64, Bodies.MIX, 1, false),
    CLOSE_256("256, closed after each", 256, Bodies.MIX, 1, false),
    LARGE("64, bodies of 8 kB", 64, Bodies.LARGE, 1, true),
    SEEN("64, each seen before", 64, Bodies.SAME, 1, true),
    STEADY("10,000 a second", 256, Bodies.MIX, 1, true),
    PARTITIONS_100("64, over 100 partitions", 64, Bodies.MIX, 100, true),
    PARTITIONS_459("64, over 459 partitions", 64, Bodies.MIX, BenchTopic.MOST_PARTITIONS, true),
    SLOW("256, acks 50 ms late", 256, Bodies.MIX, 1, true),
    FIRST("64, before a million callbacks", 64, Bodies.MIX, 1, true),
    AFTER_MILLION("64, after a million callbacks", 64, Bodies.MIX, 1, true),
    SPOOLED_FEW("Kafka away, the first 2,000 spooled", 8, Bodies.MIX, 1, true),
    SPOOLED_MANY("Kafka away, 10,000 spooled before", 8, Bodies.MIX, 1, true),
    SMALL_HEAP("heap of 96 MB", 64, Bodies.MIX, 1, true),
    START("start", 1, Bodies.MIX, 1, true),
    START_AOT("start with AOT cache", 1, Bodies.MIX, 1, true);

    /** The bodies that are sent. */
    enum Bodies {
        /** The project's specimens, XML and JSON, and two of 8 kB. */
        MIX,
        /** Only the two of 8 kB. */
        LARGE,
        /** The mix with the same ids repeated. */
        SAME
    }

    /** Loads with keep-alive, by number of connections. */
    static final List<Setting> KEPT = List.of(KEEP_1, KEEP_8, KEEP_32, KEEP_64, KEEP_256);

    /**
     * The loads of a round, in order. Those with many partitions are last, since Kafka's producer iterates over every
     * partition that it has ever sent a record to.
     */
    static final List<Setting> ROUND = Arrays.stream(values())
            .filter(setting -> setting.compareTo(PARTITIONS_459) <= 0)
            .toList();

    /** The loads that the goals and charts of the report need. */
    static final List<Setting> NEEDED = List.of(KEEP_1, KEEP_64, KEEP_256, STEADY, PARTITIONS_459);

    /** The loads of {@code --quick}. */
    static final List<Setting> QUICK = List.of(KEEP_1, KEEP_64, CLOSE_64, STEADY, PARTITIONS_459);

    /** The same rate for all targets, in callbacks per second. */
    private static final double STEADY_RATE = 10_000;

    private final String words;
    private final int connections;
    private final Bodies bodies;
    private final int partitions;
    private final boolean kept;

    Setting(String words, int connections, Bodies bodies, int partitions, boolean kept) {
        this.words = words;
        this.connections = connections;
        this.bodies = bodies;
        this.partitions = partitions;
        this.kept = kept;
    }

    String words() {
        return words;
    }

    int connections() {
        return connections;
    }

    Bodies bodies() {
        return bodies;
    }

    int partitions() {
        return partitions;
    }

    /** Callbacks per second; 0 for a closed loop. */
    double rate() {
        return this == STEADY ? STEADY_RATE : 0;
    }

    /** Whether connections are kept alive. */
    boolean kept() {
        return kept;
    }
}
