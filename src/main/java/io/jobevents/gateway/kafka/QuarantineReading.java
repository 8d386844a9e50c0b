package io.jobevents.gateway.kafka;

import io.jobevents.gateway.QuarantineTopic.Opened;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.record.Quarantine.Resolver;
import io.jobevents.gateway.record.Quarantined;
import io.jobevents.gateway.record.Quarantined.Copy;
import io.jobevents.gateway.record.Quarantined.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Reads the quarantine topic up to the end offsets that it had when it was opened. For one thread, like the consumer.
 */
final class QuarantineReading implements Opened {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final QuarantinePolls polls;
    private final Consumer<byte[], byte[]> consumer;
    private final Optional<Tombstones> producer;
    private final String topic;
    private final Map<TopicPartition, Long> beginnings;
    private final Map<TopicPartition, Long> ends;
    private final boolean continued;
    private final long offsets;
    /** The next offset that a visitor receives, by partition. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private final FetchedAhead fetched;

    /**
     * @param producer present if bodies may be resolved
     * @param positions where an earlier reading ended; ignored if one lies beyond the end of its partition
     */
    QuarantineReading(
            QuarantinePolls polls,
            Optional<Tombstones> producer,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> ends,
            Map<Integer, Long> positions) {
        this.polls = polls;
        this.consumer = polls.consumer();
        this.producer = producer;
        this.topic = polls.topic();
        this.fetched = new FetchedAhead(polls);
        this.beginnings = Map.copyOf(beginnings);
        this.ends = Map.copyOf(ends);
        this.continued = positions.entrySet().stream()
                .allMatch(read -> read.getValue() <= of(new TopicPartition(topic, read.getKey()), ends));
        for (TopicPartition partition : ends.keySet()) {
            long position = continued ? positions.getOrDefault(partition.partition(), 0L) : 0;
            next.put(partition, Math.max(position, of(partition, beginnings)));
        }
        this.offsets = ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - of(end.getKey(), next))
                .sum();
    }

    @Override
    public long offsets() {
        return offsets;
    }

    @Override
    public Map<Integer, Long> positions() {
        return byNumber(next);
    }

    @Override
    public Map<Integer, Long> beginnings() {
        return byNumber(beginnings);
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(offset -> offset.getKey().partition(), Map.Entry::getValue));
    }

    @Override
    public boolean isContinued() {
        return continued;
    }

    private static long of(TopicPartition partition, Map<TopicPartition, Long> offsets) {
        return offsets.getOrDefault(partition, 0L);
    }

    @Override
    public void forEach(Predicate<Quarantined> visitor) throws Unreachable {
        read(ends.keySet(), visitor);
    }

    @Override
    public void forEachAfter(Place place, Predicate<Quarantined> visitor) throws Unreachable {
        TopicPartition partition = new TopicPartition(topic, place.partition());
        if (ends.containsKey(partition)) {
            next.put(partition, Math.max(place.offset() + 1, of(partition, beginnings)));
            read(Set.of(partition), visitor);
        }
    }

    private void read(Set<TopicPartition> partitions, Predicate<Quarantined> visitor) throws Unreachable {
        try {
            consumer.assign(partitions);
            fetched.forget();
            consumer.resume(partitions);
            partitions.forEach(partition -> consumer.seek(partition, of(partition, next)));
            polls.restartLimit();
            Set<TopicPartition> open = new HashSet<>(partitions);
            pauseFinished(open);
            while (!open.isEmpty() && !polls.isStopped()) {
                for (ConsumerRecord<byte[], byte[]> record : polls.poll()) {
                    TopicPartition partition = new TopicPartition(topic, record.partition());
                    if (record.offset() < of(partition, ends)) {
                        next.put(partition, record.offset() + 1);
                        if (!visitor.test(quarantined(record))) {
                            return;
                        }
                    }
                }
                pauseFinished(open);
            }
        } catch (KafkaException e) {
            throw KafkaQuarantine.unreachable(e, topic);
        }
    }

    /** Pauses the partitions that were read to their end, and removes them. */
    private void pauseFinished(Set<TopicPartition> open) {
        List<TopicPartition> read = open.stream()
                .filter(partition -> consumer.position(partition) >= of(partition, ends))
                .toList();
        consumer.pause(read);
        read.forEach(partition -> next.merge(partition, of(partition, ends), Math::max));
        read.forEach(open::remove);
    }

    @Override
    public Optional<Quarantined> at(Place place) throws Unreachable {
        try {
            TopicPartition partition = new TopicPartition(topic, place.partition());
            if (place.offset() < of(partition, beginnings) || place.offset() >= of(partition, ends)) {
                return Optional.empty(); // a poll would wait for it
            }
            return fetched.at(partition, place.offset()).map(QuarantineReading::quarantined);
        } catch (KafkaException e) {
            throw KafkaQuarantine.unreachable(e, topic);
        }
    }

    /** The number of records kept by {@link FetchedAhead}. */
    int fetched() {
        return fetched.size();
    }

    private static Quarantined quarantined(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        byte[] key = record.key();
        return Quarantined.of(
                new Place(record.partition(), record.offset()),
                key == null ? "" : new String(key, StandardCharsets.ISO_8859_1),
                headers,
                Instant.ofEpochMilli(record.timestamp()),
                record.value());
    }

    @Override
    public Set<Place> resolve(List<Copy> copies, Resolver resolver) {
        return producer.orElseThrow(() -> new IllegalStateException("The topic was opened for reading only"))
                .resolve(copies, resolver);
    }

    @Override
    public void close() {
        try {
            polls.close();
        } finally {
            producer.ifPresent(tombstones -> tombstones.close(CLOSE_TIMEOUT));
        }
    }
}
