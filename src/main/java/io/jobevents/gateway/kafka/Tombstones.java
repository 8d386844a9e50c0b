package io.jobevents.gateway.kafka;

import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Quarantine.Resolver;
import io.jobevents.gateway.record.Quarantined.Copy;
import io.jobevents.gateway.record.Quarantined.Place;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jboss.logging.Logger;

/** Writes tombstones to the quarantine topic. For one thread, which it blocks. */
final class Tombstones {

    private static final Logger LOG = Logger.getLogger(Tombstones.class);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Clock clock;

    /** @param producer closed with this object */
    Tombstones(Producer<byte[], byte[]> producer, String topic, Clock clock) {
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
    }

    /** Writes a tombstone for each copy, and returns the places of those that Kafka acknowledged. */
    Set<Place> resolve(List<Copy> copies, Resolver resolver) {
        Map<Place, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        Set<Place> resolved = new HashSet<>();
        try {
            for (Copy copy : copies) {
                sent.put(copy.place(), producer.send(tombstone(copy, resolver)));
            }
            producer.flush();
        } catch (KafkaException e) {
            LOG.warnf("A tombstone could not be written to the topic %s: %s", topic, KafkaFailure.innermostMessage(e));
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
            LOG.warnf("A tombstone could not be written to the topic %s: %s", topic, KafkaFailure.innermostMessage(e));
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

    void close(Duration timeout) {
        producer.close(timeout);
    }
}
