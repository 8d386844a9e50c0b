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
import java.util.function.LongSupplier;

/**
 * The open bodies of the quarantine topic for those who look at them: one index for all viewers of this pod. The first look reads the
 * topic, each further one what is new since; some minutes after the last one it is gone. What a look has read is kept, also where
 * its viewer left before the end. Thread-safe; one looks at a time, the others wait.
 */
@Singleton
public final class OpenIndex {

    private static final long KEPT = Duration.ofMinutes(4).toNanos();
    private static final Duration CHECK = Duration.ofSeconds(30);
    /** Looks that follow each other so closely see the same. */
    private static final long FRESH = Duration.ofMillis(500).toNanos();

    private static final long TURN = 100;
    /** How long the end of the gateway waits for a look, which Kafka may keep waiting itself. */
    private static final long LAST_LOOK = 2;

    private final QuarantineTopic quarantine;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock(true);
    /** Guarded by the lock, as is what follows. */
    private Optional<OpenBodies> bodies = Optional.empty();

    private Map<Integer, Long> positions = Map.of();
    private long refreshed;
    private long lastLook;

    /** Written by those who have the lock. */
    private volatile boolean complete;

    /** Whether bodies were resolved here since the last reading. */
    private volatile boolean changed;

    private volatile long read;
    private volatile long offsets;
    private volatile boolean closing;

    @Inject
    public OpenIndex(QuarantineTopic quarantine) {
        this(quarantine, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} counts */
    OpenIndex(QuarantineTopic quarantine, LongSupplier nanoTime) {
        this.quarantine = quarantine;
        this.nanoTime = nanoTime;
    }

    /**
     * Brings the index up to date and asks it. Blocks.
     *
     * @param watcher is told how the reading gets on, and may stop it
     * @return empty if it was stopped
     * @throws Unreachable if Kafka fails
     * @throws UncheckedIOException if the disk is full
     */
    public <T> Optional<T> look(Watcher watcher, Function<OpenQueries, T> question) throws Unreachable {
        return hold(watcher) ? held(watcher, question) : Optional.empty();
    }

    private <T> Optional<T> held(Watcher watcher, Function<OpenQueries, T> question) throws Unreachable {
        try {
            return refresh(watcher).map(question);
        } catch (RuntimeException e) {
            drop(); // the disk is full, or a bug: what the index holds is not known
            throw e;
        } finally {
            lastLook = nanoTime.getAsLong();
            lock.unlock();
        }
    }

    /**
     * The open body at a place; empty if it is open no more, or the watcher stopped the reading. Without an index only what follows in
     * its partition is read, which decides.
     *
     * @throws Unreachable if Kafka fails
     */
    public Optional<OpenBody> at(Place place, Watcher watcher) throws Unreachable {
        return complete ? look(watcher, queries -> queries.at(place)).flatMap(found -> found) : read(place, watcher);
    }

    /** Has the next look read what is new, however close it follows the last one. */
    public void changed() {
        changed = true;
    }

    /** Whether a look reads only what is new. */
    public boolean isComplete() {
        return complete;
    }

    private Optional<OpenBody> read(Place place, Watcher watcher) throws Unreachable {
        try (Opened topic = quarantine.open(Use.LOOK, Map.of(), () -> isStopped(watcher))) {
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

    /** Waits for its turn, and says how the look before it gets on. @return false if it was stopped */
    private boolean hold(Watcher watcher) {
        try {
            while (!lock.tryLock(TURN, TimeUnit.MILLISECONDS)) {
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
        if (complete && !changed && nanoTime.getAsLong() - refreshed < FRESH) {
            return bodies.map(OpenQueries::new);
        }
        changed = false;
        try (Opened topic = quarantine.open(Use.LOOK, positions, () -> isStopped(watcher))) {
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
            queries.order();
            complete = true;
            refreshed = nanoTime.getAsLong();
            return Optional.of(queries);
        }
    }

    private void readNew(Opened topic, OpenBodies index, Watcher watcher) throws Unreachable {
        // What a look before this one has read counts, if that was stopped.
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
        lastLook = nanoTime.getAsLong();
        Thread.ofVirtual().name("console-index").start(() -> endOnceIdle(index));
        return index;
    }

    private void endOnceIdle(OpenBodies index) {
        try {
            boolean ended = false;
            while (!ended) {
                Thread.sleep(CHECK);
                lock.lock();
                try {
                    boolean idle = nanoTime.getAsLong() - lastLook > KEPT;
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

    /** The index is made anew by the next look. */
    private void drop() {
        Optional<OpenBodies> dropped = bodies;
        bodies = Optional.empty();
        positions = Map.of();
        complete = false;
        dropped.ifPresent(OpenBodies::close);
    }

    /** Ends a look that is under way. One that waits for Kafka leaves its file to the end of the process. */
    @PreDestroy
    void close() throws InterruptedException {
        closing = true;
        if (lock.tryLock(LAST_LOOK, TimeUnit.SECONDS)) {
            try {
                drop();
            } finally {
                lock.unlock();
            }
        }
    }
}
