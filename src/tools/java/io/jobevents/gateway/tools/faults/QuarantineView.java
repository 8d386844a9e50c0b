package io.jobevents.gateway.tools.faults;

import static java.util.stream.Collectors.toSet;

import io.jobevents.gateway.testkit.broker.TopicReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The open bodies of the quarantine topic, computed by the rules of the contract without the gateway's code: a copy of
 * a key is open unless a tombstone for the key follows it in its partition. Records seen once are remembered, since
 * compaction may remove them.
 */
public final class QuarantineView {

    /** The partition and key of the copies that one tombstone resolves. */
    public record Slot(int partition, String key) {}

    private final String topic;
    /** The offset of the last copy. */
    private final Map<Slot, Long> bodies = new HashMap<>();
    /** The offset of the last tombstone. */
    private final Map<Slot, Long> tombstones = new HashMap<>();

    public QuarantineView(String topic) {
        this.topic = topic;
    }

    /**
     * Reads the topic from its beginning to its end.
     *
     * @return the number of records
     */
    public int read(TopicReader reader) {
        List<ConsumerRecord<String, byte[]>> records = reader.all(topic);
        for (ConsumerRecord<String, byte[]> record : records) {
            (record.value() == null ? tombstones : bodies)
                    .merge(new Slot(record.partition(), record.key()), record.offset(), Math::max);
        }
        return records.size();
    }

    /** The keys of all bodies, open or resolved. */
    Set<String> keys() {
        return bodies.keySet().stream().map(Slot::key).collect(toSet());
    }

    public Set<Slot> open() {
        return bodies.entrySet().stream()
                .filter(body -> tombstones.getOrDefault(body.getKey(), -1L) < body.getValue())
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** Tombstones in partitions without a body of their key. */
    Set<Slot> astray() {
        Set<Slot> astray = new HashSet<>(tombstones.keySet());
        astray.removeAll(bodies.keySet());
        return astray;
    }
}
