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
 * The topic of rejected bodies as it was found, told from the contract alone, without the gateway's code: a copy of a key is open
 * unless a tombstone for the key follows it in its partition. What was seen once is remembered, since compaction may take it
 * away.
 */
public final class QuarantineView {

    /** Where the copies of a body stand that one tombstone resolves. */
    public record Slot(int partition, String key) {}

    private final String topic;
    /** The offset of the last copy. */
    private final Map<Slot, Long> bodies = new HashMap<>();
    /** The offset of the last tombstone. */
    private final Map<Slot, Long> tombstones = new HashMap<>();

    public QuarantineView(String topic) {
        this.topic = topic;
    }

    /** Reads the topic from its beginning to its end. @return how many records there are */
    public int look(TopicReader reader) {
        List<ConsumerRecord<String, byte[]>> records = reader.all(topic);
        for (ConsumerRecord<String, byte[]> record : records) {
            (record.value() == null ? tombstones : bodies)
                    .merge(new Slot(record.partition(), record.key()), record.offset(), Math::max);
        }
        return records.size();
    }

    /** Keys of all bodies, open or not. */
    Set<String> keys() {
        return bodies.keySet().stream().map(Slot::key).collect(toSet());
    }

    public Set<Slot> open() {
        return bodies.entrySet().stream()
                .filter(body -> tombstones.getOrDefault(body.getKey(), -1L) < body.getValue())
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** Tombstones in partitions that had no body of their key. */
    Set<Slot> astray() {
        Set<Slot> astray = new HashSet<>(tombstones.keySet());
        astray.removeAll(bodies.keySet());
        return astray;
    }
}
