package io.jobevents.gateway.tools.endurance;

/** The measures of processes and disks. Each has a slack, which does not count as growth, in addition to 15 %. */
enum Measure {
    RESIDENT("resident memory", "MB", 48),
    /** The heap of a broker depends on the partitions that it leads, and on whether it is the active controller. */
    HEAP("heap after a collection", "MB", 24),
    THREADS("threads", "", 10),
    DESCRIPTORS("descriptors", "", 32),
    SPOOL_DISK("disk of the spool", "MB", 16),
    /** Topics grow up to their retention, which is less than the slack. */
    BROKER_DISK("disk of the broker", "MB", 64);

    private final String words;
    private final String unit;
    private final int slack;

    Measure(String words, String unit, int slack) {
        this.words = words;
        this.unit = unit;
        this.slack = slack;
    }

    String words() {
        return words;
    }

    String unit() {
        return unit;
    }

    int slack() {
        return slack;
    }
}
