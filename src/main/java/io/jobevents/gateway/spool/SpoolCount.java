package io.jobevents.gateway.spool;

import io.jobevents.gateway.spool.SpoolFile.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the entries on disk and those that wait to be written, against the limits of the spool. Rejected bodies may
 * take a tenth of it, and records that Kafka refuses another. Thread-safe.
 */
final class SpoolCount {

    private static final int TENTH = 10;

    /** Sums over entries. */
    private static final class Sums {
        long waiting;
        long aside;
        long bytes;
        long asideBytes;
        long quarantineBytes;

        void add(Held entry, int sign) {
            waiting += entry.aside() ? 0 : sign;
            aside += entry.aside() ? sign : 0;
            bytes += sign * entry.size();
            asideBytes += entry.aside() ? sign * entry.size() : 0;
            quarantineBytes += entry.quarantine() ? sign * entry.size() : 0;
        }
    }

    private final long limit;
    private final long pendingLimit;
    private final Sums pending = new Sums();
    private Sums disk = new Sums();
    private @Nullable Instant oldest;

    /**
     * @param limit of all bytes, on disk or waiting to be written
     * @param pendingLimit of the bytes waiting to be written, which are in memory, in case the disk hangs
     */
    SpoolCount(long limit, long pendingLimit) {
        this.limit = limit;
        this.pendingLimit = pendingLimit;
    }

    long limit() {
        return limit;
    }

    /** Reserves space for all entries, or for none. */
    synchronized boolean reserve(List<Held> entries) {
        entries.forEach(entry -> pending.add(entry, 1));
        boolean room = pending.bytes <= pendingLimit
                && disk.bytes + pending.bytes <= limit
                && disk.asideBytes + pending.asideBytes <= limit / TENTH
                && disk.quarantineBytes + pending.quarantineBytes <= limit / TENTH;
        if (!room) {
            release(entries);
        }
        return room;
    }

    /** Releases the space of entries that were not written. */
    synchronized void release(List<Held> entries) {
        entries.forEach(entry -> pending.add(entry, -1));
    }

    /** Counts reserved entries as written. */
    synchronized void written(List<Held> entries, Instant received) {
        release(entries);
        entries.forEach(entry -> disk.add(entry, 1));
        if (oldest == null && disk.waiting > 0) {
            oldest = received;
        }
    }

    synchronized void deleted(Held entry) {
        disk.add(entry, -1);
        if (disk.waiting == 0) {
            oldest = null;
        }
    }

    synchronized void setAside(Held waiting) {
        deleted(waiting);
        disk.add(new Held(waiting.size(), waiting.quarantine(), true), 1);
    }

    /** Replaces the counts by those of the disk. */
    synchronized void recounted(Totals totals) {
        disk = new Sums();
        disk.waiting = totals.waiting();
        disk.aside = totals.aside();
        disk.bytes = totals.bytes();
        disk.asideBytes = totals.asideBytes();
        disk.quarantineBytes = totals.quarantineBytes();
        oldest = totals.oldest().orElse(null);
    }

    /** The counts of what is on disk. */
    synchronized Totals totals() {
        return new Totals(
                disk.waiting,
                disk.aside,
                disk.bytes,
                disk.asideBytes,
                disk.quarantineBytes,
                Optional.ofNullable(oldest));
    }
}
