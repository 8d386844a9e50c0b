package io.jobevents.gateway.kafka;

import io.jobevents.gateway.kafka.ConsoleConsumers.Listed;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a following reads, those that it may read and that have a leader, and from where. For one thread. */
final class FollowedPartitions {

    private final Instant began;

    /** The offset that is read next, of those that are read or were by an earlier consumer. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /** Those that were there when the following began, and were never read. */
    private final Set<TopicPartition> awaited = new HashSet<>();

    /** Topics without the right to read, until they are retried. */
    private final Set<String> refused = new HashSet<>();

    private boolean isFirst = true;

    /** @param began the moment from which on every record is wanted */
    FollowedPartitions(Instant began) {
        this.began = began;
    }

    void refuse(Set<String> topics) {
        refused.addAll(topics);
    }

    /** Makes all topics be tried again. */
    void retryRefused() {
        refused.clear();
    }

    /**
     * The listed partitions that can be read. A partition without a leader is left out unless it is read already, since
     * the wait for its end offset would delay all others.
     */
    Set<TopicPartition> readable(Listed listed, Set<TopicPartition> assigned) {
        Set<TopicPartition> readable = new HashSet<>(listed.all());
        readable.removeIf(partition -> refused.contains(partition.topic())
                || !(listed.led().contains(partition) || assigned.contains(partition)));
        return readable;
    }

    /**
     * Asks where partitions begin that are to be read. At first, and after another consumer, that is their end; for one that had no leader
     * when the following began, it is what was written since; for a new one its beginning.
     */
    Map<TopicPartition, Long> starts(Set<TopicPartition> added, Consumer<?, ?> consumer) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        added.forEach(partition -> starts.put(partition, 0L)); // what is gone there is passed over
        Set<TopicPartition> known = new HashSet<>(added);
        known.removeIf(partition -> !isFirst && !next.containsKey(partition) && !awaited.contains(partition));
        if (!known.isEmpty()) {
            starts.putAll(consumer.endOffsets(known));
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        added.stream().filter(awaited::contains).forEach(partition -> times.put(partition, began.toEpochMilli()));
        if (!times.isEmpty()) {
            consumer.offsetsForTimes(times).forEach((partition, first) -> {
                if (first != null) { // else nothing was written since
                    starts.put(partition, first.offset());
                }
            });
        }
        return starts;
    }

    /**
     * Notes where partitions are read next.
     *
     * @return how many records an earlier consumer had not read before that
     */
    long begin(Map<TopicPartition, Long> starts) {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> start : starts.entrySet()) {
            left += Math.max(0, start.getValue() - next.getOrDefault(start.getKey(), start.getValue()));
            readTo(start.getKey(), start.getValue());
        }
        return left;
    }

    /** Notes what is read next of a partition. */
    void readTo(TopicPartition partition, long offset) {
        next.put(partition, offset);
        awaited.remove(partition);
    }

    /** What was listed is known from now on; what is gone is not, and begins anew if it comes back. */
    void know(Listed listed) {
        if (isFirst) {
            awaited.addAll(listed.all());
            awaited.removeAll(next.keySet());
        }
        awaited.retainAll(listed.all());
        next.keySet().retainAll(listed.all());
        isFirst = false;
    }

    /** A sentence on the refused topics, if there are any. */
    Optional<String> refusal() {
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("Kafka refuses to let this user read " + refused.size() + " of the topics, such as "
                        + refused.iterator().next() + ": it needs Read on them");
    }
}
