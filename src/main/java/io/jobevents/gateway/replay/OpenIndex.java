package io.jobevents.gateway.replay;

import io.jobevents.gateway.QuarantineTopic;
import io.jobevents.gateway.QuarantineTopic.Opened;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.QuarantineTopic.Use;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.record.Quarantined.Tombstone;
import io.jobevents.gateway.replay.OpenBodies.Kept;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * An index of the open bodies in the quarantine topic, shared by all viewers of the console on this pod. The first
 * access reads the whole topic, each further access the new records. Accesses run one at a time; those that waited share
 * one reading, if it began after they were called. The index is deleted some minutes after the last access. Records that
 * were read stay in the index if a viewer stops its access before the end. Thread-safe.
 */
@Singleton
public final class OpenIndex {

    private static final long IDLE_LIMIT = Duration.ofMinutes(4).toNanos();
    private static final Duration IDLE_CHECK = Duration.ofSeconds(30);

    private static final long LOCK_MILLIS = 100;
    /** How long the shutdown waits for an access in progress, which may wait for Kafka. */
    private static final long CLOSE_SECONDS = 2;

    private final QuarantineTopic quarantine;
    private final ReentrantLock lock = new ReentrantLock(true);
    /** Guarded by the lock, as are the fields up to the volatile ones. */
    private Optional<OpenBodies> bodies = Optional.empty();

    private Map<Integer, Long> positions = Map.of();
    /** The number of the last reading that was completed. */
    private long completed;

    private long lastAccess;

    /** Written with the lock held. */
    private volatile boolean complete;

    /** The number of the last reading that has begun; written with the lock held. */
    private volatile long begun;

    private volatile long read;
    private volatile long offsets;
    private volatile boolean closing;

    @Inject
    public OpenIndex(QuarantineTopic quarantine) {
        this.quarantine = quarantine;
    }

    /**
     * Brings the index up to date and queries it. The answer includes all records that Kafka had acknowledged before the
     * call. Blocks.
     *
     * @param watcher receives the progress of the reading, and can stop it
     * @return empty if the reading was stopped
     * @throws Unreachable if Kafka fails
     * @throws UncheckedIOException if the disk is full
     */
    public <T> Optional<T> query(Watcher watcher, Function<OpenQueries, T> question) throws Unreachable {
        long before = begun;
        return lock(watcher) ? queryLocked(watcher, question, before) : Optional.empty();
    }

    private <T> Optional<T> queryLocked(Watcher watcher, Function<OpenQueries, T> question, long before)
            throws Unreachable {
        try {
            boolean isFresh = complete && completed > before;
            return (isFresh ? bodies.map(OpenQueries::new) : refresh(watcher)).map(question);
        } catch (RuntimeException e) {
            drop(); // the disk is full, or there is a bug: the index may be incomplete
            throw e;
        } finally {
            lastAccess = System.nanoTime();
            lock.unlock();
        }
    }

    /**
     * The open body at a place; empty if it is no longer open, or the watcher stopped the reading. Without an index,
     * only the later records of its partition are read, which show whether it is open.
     *
     * @throws Unreachable if Kafka fails
     */
    public Optional<OpenBody> at(Place place, Watcher watcher) throws Unreachable {
        return complete ? query(watcher, queries -> queries.at(place)).flatMap(found -> found) : read(place, watcher);
    }

    /** Whether the whole topic was read, so that an access reads only new records. */
    public boolean isComplete() {
        return complete;
    }

    private Optional<OpenBody> read(Place place, Watcher watcher) throws Unreachable {
        try (Opened topic = quarantine.open(Use.READ, Map.of(), () -> isStopped(watcher))) {
            if (!(topic.at(place).orElse(null) instanceof Body body)) {
                return Optional.empty();
            }
            boolean[] open = {true};
            long[] seen = {0};
            long of = topic.offsets();
            topic.forEachAfter(place, later -> {
                watcher.read(++seen[0], of);
                open[0] = body.key().isEmpty() || !later.key().equals(body.key());
                return open[0] && !isStopped(watcher);
            });
            return open[0] && !isStopped(watcher) ? Optional.of(OpenBody.of(body)) : Optional.empty();
        }
    }

    /**
     * Waits for the lock. Meanwhile the watcher receives the progress of the access that holds it.
     *
     * @return false if the watcher stopped it
     */
    private boolean lock(Watcher watcher) {
        try {
            while (!lock.tryLock(LOCK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isStopped(watcher)) {
                    return false;
                }
                watcher.read(read, offsets);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<OpenQueries> refresh(Watcher watcher) throws Unreachable {
        long number = begun + 1;
        begun = number;
        try (Opened topic = quarantine.open(Use.READ, positions, () -> isStopped(watcher))) {
            if (!topic.isContinued()) {
                drop();
            }
            OpenBodies index = bodies.orElseGet(this::begin);
            index.forget(topic.beginnings());
            readNew(topic, index, watcher);
            positions = topic.positions();
            if (isStopped(watcher)) {
                return Optional.empty();
            }
            OpenQueries queries = new OpenQueries(index);
            queries.createIndexes();
            complete = true;
            completed = number;
            return Optional.of(queries);
        }
    }

    private void readNew(Opened topic, OpenBodies index, Watcher watcher) throws Unreachable {
        // The progress includes the records of a stopped access before this one.
        long before = complete
                ? 0
                : positions.values().stream().mapToLong(Long::longValue).sum();
        long[] seen = {before};
        read = before;
        offsets = before + topic.offsets();
        topic.forEach(record -> {
            switch (record) {
                case Body body -> index.add(body);
                case Tombstone tombstone -> index.remove(tombstone);
            }
            read = ++seen[0];
            watcher.read(read, offsets);
            return !isStopped(watcher);
        });
    }

    private boolean isStopped(Watcher watcher) {
        return closing || watcher.isStopped();
    }

    private OpenBodies begin() {
        OpenBodies index = OpenBodies.create(Kept.ROWS);
        bodies = Optional.of(index);
        lastAccess = System.nanoTime();
        Thread.ofVirtual().name("console-index").start(() -> dropOnceIdle(index));
        return index;
    }

    private void dropOnceIdle(OpenBodies index) {
        try {
            boolean ended = false;
            while (!ended) {
                Thread.sleep(IDLE_CHECK);
                lock.lock();
                try {
                    boolean idle = System.nanoTime() - lastAccess > IDLE_LIMIT;
                    ended = idle || bodies.filter(index::equals).isEmpty();
                    if (idle && bodies.filter(index::equals).isPresent()) {
                        drop();
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Deletes the index; the next access builds a new one. */
    private void drop() {
        Optional<OpenBodies> dropped = bodies;
        bodies = Optional.empty();
        positions = Map.of();
        complete = false;
        dropped.ifPresent(OpenBodies::close);
    }

    /** Stops an access in progress. If it waits for Kafka too long, the file is removed with the process. */
    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        if (lock.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            try {
                drop();
            } finally {
                lock.unlock();
            }
        }
    }
}
