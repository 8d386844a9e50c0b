package io.jobevents.gateway.event;

import java.util.Comparator;

/**
 * What two names of one file have in common. Comparable, so that keys that somebody made to have one hash are found in a
 * map nevertheless.
 */
record FileName(FilePlace place, String key) implements Comparable<FileName> {

    private static final Comparator<FileName> ORDER = Comparator.comparing(FileName::key)
            .thenComparing(file -> file.place.bucket())
            .thenComparing(file -> file.place.region());

    @Override
    public int compareTo(FileName other) {
        return ORDER.compare(this, other);
    }
}
