package io.jobevents.gateway.kafka;

import io.jobevents.gateway.QuarantineTopic.Opened;
import io.jobevents.gateway.QuarantineTopic.Unreachable;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Quarantine.Resolver;
import io.jobevents.gateway.record.Quarantined;
import io.jobevents.gateway.record.Quarantined.Copy;
import io.jobevents.gateway.record.Quarantined.Place;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/** The quarantine topic between the offsets of one moment. For one thread, as the consumer is. */
final class QuarantineReading implements Opened {

    private static final Logger LOG = Logger.getLogger(QuarantineReading.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Without a record for that long Kafka counts as failed; it may be frozen for a while. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    /** A gap that is jumped over; smaller ones are read, since a jump throws away what was fetched ahead. */
    private static final long FAR = 1000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Optional<Producer<byte[], byte[]>> producer;
    private final String topic;
    private final Map<TopicPartition, Long> beginnings;
    private final Map<TopicPartition, Long> ends;
    private final Clock clock;
    /** What was fetched of the one partition that is assigned while places are asked for. */
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    /** What is between this offset and the first that was fetched is gone. */
    private long sought = Long.MAX_VALUE;

    private long lastProgress = System.nanoTime();

    /** @param producer of tombstones, where bodies may be resolved */
    QuarantineReading(
            KafkaConsumer<byte[], byte[]> consumer,
            Optional<Producer<byte[], byte[]>> producer,
            String topic,
            Map<TopicPartition, Long> beginnings,
            Map<TopicPartition, Long> ends,
            Clock clock) {
        this.consumer = consumer;
        this.producer = producer;
        this.topic = topic;
        this.beginnings = Map.copyOf(beginnings);
        this.ends = Map.copyOf(ends);
        this.clock = clock;
    }

    @Override
    public long offsets() {
        return ends.entrySet().stream()
                .mapToLong(end -> end.getValue() - beginning(end.getKey()))
                .sum();
    }

    private long beginning(TopicPartition partition) {
        return beginnings.getOrDefault(partition, 0L);
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    @Override
    public void forEach(Predicate<Quarantined> visitor) throws Unreachable {
        try {
            consumer.assign(ends.keySet());
            sought = Long.MAX_VALUE; // no place was asked for yet
            ends.keySet().forEach(partition -> consumer.seek(partition, beginning(partition)));
            lastProgress = System.nanoTime();
            Set<TopicPartition> open = new HashSet<>(ends.keySet());
            endThoseRead(open);
            while (!open.isEmpty()) {
                ConsumerRecords<byte[], byte[]> records = poll();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    boolean isMeant = record.offset() < end(new TopicPartition(topic, record.partition()));
                    if (isMeant && !visitor.test(quarantined(record))) {
                        return;
                    }
                }
                endThoseRead(open);
            }
        } catch (KafkaException e) {
            throw KafkaQuarantine.unreachable(e, topic);
        }
    }

    /** Fetches no more of the partitions that are read. */
    private void endThoseRead(Set<TopicPartition> open) {
        List<TopicPartition> read = open.stream()
                .filter(partition -> consumer.position(partition) >= end(partition))
                .toList();
        consumer.pause(read);
        read.forEach(open::remove);
    }

    @Override
    public Optional<Quarantined> at(Place place) throws Unreachable {
        try {
            TopicPartition partition = new TopicPartition(topic, place.partition());
            if (!consumer.assignment().equals(Set.of(partition)) || !isAhead(partition, place.offset())) {
                consumer.assign(List.of(partition));
                consumer.seek(partition, place.offset());
                sought = place.offset();
                consumer.resume(List.of(partition));
                fetched.clear();
            }
            lastProgress = System.nanoTime();
            while (true) {
                while (!fetched.isEmpty() && fetched.getFirst().offset() < place.offset()) {
                    sought = fetched.removeFirst().offset() + 1;
                }
                if (!fetched.isEmpty()) {
                    return fetched.getFirst().offset() == place.offset()
                            ? Optional.of(quarantined(fetched.getFirst()))
                            : Optional.empty();
                }
                if (consumer.position(partition) > place.offset()) {
                    return Optional.empty();
                }
                poll().forEach(fetched::add);
            }
        } catch (KafkaException e) {
            throw KafkaQuarantine.unreachable(e, topic);
        }
    }

    /** Whether an offset is within what was fetched, or not far behind it. */
    private boolean isAhead(TopicPartition partition, long offset) {
        return offset >= sought && offset - consumer.position(partition) < FAR;
    }

    /** How many records are held that were fetched ahead. */
    int fetched() {
        return fetched.size();
    }

    private ConsumerRecords<byte[], byte[]> poll() throws Unreachable {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long now = System.nanoTime();
        if (!records.isEmpty()) {
            lastProgress = now;
        } else if (now - lastProgress > SILENCE_LIMIT.toNanos()) {
            throw new Unreachable(
                    "Kafka sent nothing of the topic " + topic + " for " + SILENCE_LIMIT.toSeconds() + " s");
        }
        return records;
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
        Producer<byte[], byte[]> tombstones =
                producer.orElseThrow(() -> new IllegalStateException("The topic was opened to be looked at"));
        Map<Place, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        Set<Place> resolved = new HashSet<>();
        try {
            for (Copy copy : copies) {
                sent.put(copy.place(), tombstones.send(tombstone(copy, resolver)));
            }
            tombstones.flush();
        } catch (KafkaException e) {
            LOG.warnf("Kafka takes no tombstone for the topic %s: %s", topic, KafkaFailure.innermostMessage(e));
        }
        sent.forEach((place, acknowledgement) -> {
            if (isAcknowledged(acknowledgement)) {
                resolved.add(place);
            }
        });
        return resolved;
    }

    private boolean isAcknowledged(Future<RecordMetadata> sent) {
        try {
            sent.get(); // bounded by the producer's delivery.timeout.ms
            return true;
        } catch (ExecutionException e) {
            LOG.warnf("Kafka takes no tombstone for the topic %s: %s", topic, KafkaFailure.innermostMessage(e));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ProducerRecord<byte[], byte[]> tombstone(Copy copy, Resolver resolver) {
        Headers headers = new RecordHeaders();
        Instant now = clock.instant();
        for (EventRecord.Header header : Quarantine.resolved(resolver, now)) {
            headers.add(header.name(), header.value().getBytes(StandardCharsets.UTF_8));
        }
        byte[] key = copy.key().getBytes(StandardCharsets.ISO_8859_1);
        return new ProducerRecord<>(topic, copy.place().partition(), now.toEpochMilli(), key, null, headers);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        producer.ifPresent(tombstones -> tombstones.close(CLOSE_TIMEOUT));
    }
}
