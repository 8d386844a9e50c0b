package io.jobevents.gateway.replay;

import io.jobevents.gateway.QuarantineTopic;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.record.Quarantine.Resolver;
import io.jobevents.gateway.record.Quarantined;
import io.jobevents.gateway.record.Quarantined.Body;
import io.jobevents.gateway.record.Quarantined.Copy;
import io.jobevents.gateway.record.Quarantined.Place;
import io.jobevents.gateway.record.Quarantined.Tombstone;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A quarantine topic in memory that can be made to fail. */
final class FakeQuarantine implements QuarantineTopic {

    static final Instant RECEIVED = Instant.parse("2026-11-20T08:00:00Z");

    private final List<Quarantined> records = new ArrayList<>();
    private final Set<Place> gone = new HashSet<>();
    private final List<Use> uses = new ArrayList<>();
    private final Map<Integer, Long> beginnings = new HashMap<>();
    private final List<Resolver> resolvers = new ArrayList<>();
    private long read;
    private boolean refusesTombstones;
    private int readable = Integer.MAX_VALUE;

    /** The place of the next record in that partition. */
    private Place next(int partition) {
        long before = records.stream()
                .filter(record -> record.place().partition() == partition)
                .count();
        return new Place(partition, before);
    }

    Body body(int partition, String key, Reason reason, String text) {
        return body(partition, key, reason, text, "default", RECEIVED);
    }

    Body body(int partition, String key, Reason reason, String text, String source, Instant at) {
        Body body = new Body(
                next(partition),
                key,
                Optional.of(reason),
                "a fault of " + key,
                at,
                Optional.empty(),
                source,
                text.getBytes(StandardCharsets.UTF_8));
        records.add(body);
        return body;
    }

    void tombstone(int partition, String key) {
        records.add(new Tombstone(next(partition), key));
    }

    /** Makes the record unreadable by its place, as after compaction. */
    void compacts(Body body) {
        gone.add(body.place());
    }

    /** Sets the beginning offset of a partition, as retention does. */
    void beginsAt(int partition, long offset) {
        beginnings.put(partition, offset);
    }

    /** The number of records read, except those read by place. */
    long read() {
        return read;
    }

    List<Resolver> resolvers() {
        return resolvers;
    }

    void refusesTombstones() {
        refusesTombstones = true;
    }

    /** Makes Kafka fail after that many reads by place. */
    void failsAfter(int reads) {
        readable = reads;
    }

    /** The tombstones written by replays: partition and key. */
    List<String> tombstones() {
        return records.stream()
                .filter(Tombstone.class::isInstance)
                .map(record -> record.place().partition() + " " + record.key())
                .toList();
    }

    List<Use> uses() {
        return uses;
    }

    @Override
    public Opened open(Use use, Map<Integer, Long> from, BooleanSupplier stopped) {
        uses.add(use);
        List<Quarantined> then = List.copyOf(records);
        Map<Integer, Long> next = new HashMap<>(from);
        return new Opened() {
            @Override
            public long offsets() {
                return then.stream().filter(this::isNew).count();
            }

            private boolean isNew(Quarantined record) {
                return record.place().offset()
                        >= Math.max(
                                next.getOrDefault(record.place().partition(), 0L),
                                beginnings.getOrDefault(record.place().partition(), 0L));
            }

            @Override
            public void forEach(Predicate<Quarantined> visitor) {
                then.stream()
                        .filter(this::isNew)
                        .takeWhile(record -> {
                            read++;
                            next.put(record.place().partition(), record.place().offset() + 1);
                            return visitor.test(record);
                        })
                        .forEach(seen -> {});
            }

            @Override
            public void forEachAfter(Place place, Predicate<Quarantined> visitor) {
                then.stream()
                        .filter(record -> record.place().partition() == place.partition()
                                && record.place().offset() > place.offset())
                        .peek(record -> read++)
                        .takeWhile(visitor)
                        .forEach(seen -> {});
            }

            @Override
            public Map<Integer, Long> positions() {
                return Map.copyOf(next);
            }

            @Override
            public Map<Integer, Long> beginnings() {
                return Map.copyOf(beginnings);
            }

            @Override
            public boolean isContinued() {
                return from.entrySet().stream()
                        .allMatch(position ->
                                position.getValue() <= next(position.getKey()).offset());
            }

            @Override
            public Optional<Quarantined> at(Place place) throws Unreachable {
                if (readable-- <= 0) {
                    throw new Unreachable("Kafka sent nothing");
                }
                return then.stream()
                        .filter(record -> record.place().equals(place) && !gone.contains(place))
                        .findFirst();
            }

            @Override
            public Set<Place> resolve(List<Copy> copies, Resolver resolver) {
                if (use != Use.RESOLVE) {
                    throw new AssertionError("The topic was opened with Use.READ");
                }
                Set<Place> resolved = new HashSet<>();
                resolvers.add(resolver);
                for (Copy copy : copies) {
                    if (!refusesTombstones) {
                        tombstone(copy.place().partition(), copy.key());
                        resolved.add(copy.place());
                    }
                }
                return resolved;
            }

            @Override
            public void close() {
                // Nothing to release.
            }
        };
    }
}
