package io.jobevents.gateway.event;

import java.util.Comparator;

/**
 * The identity of a file: its place and key. Comparable, so that a hash map stays fast if a sender forces hash
 * collisions.
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
