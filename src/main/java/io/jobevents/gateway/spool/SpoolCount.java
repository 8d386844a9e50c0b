package io.jobevents.gateway.spool;

import io.jobevents.gateway.spool.SpoolFile.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The count of the spool against its limits: what is on disk, and what is about to be. Rejected bodies take at most a tenth,
 * records that Kafka refuses another. Thread-safe.
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
     * @param limit bytes on disk and on their way
     * @param pendingLimit bytes on their way: they are in memory, and a disk that hangs must not fill it
     */
    SpoolCount(long limit, long pendingLimit) {
        this.limit = limit;
        this.pendingLimit = pendingLimit;
    }

    long limit() {
        return limit;
    }

    /** Gives room to all of them, or to none. */
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

    /** They came to nothing. */
    synchronized void release(List<Held> entries) {
        entries.forEach(entry -> pending.add(entry, -1));
    }

    /** They are on disk. */
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

    /** Takes over what the disk says. */
    synchronized void recounted(Totals totals) {
        disk = new Sums();
        disk.waiting = totals.waiting();
        disk.aside = totals.aside();
        disk.bytes = totals.bytes();
        disk.asideBytes = totals.asideBytes();
        disk.quarantineBytes = totals.quarantineBytes();
        oldest = totals.oldest().orElse(null);
    }

    /** What is on disk. */
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
