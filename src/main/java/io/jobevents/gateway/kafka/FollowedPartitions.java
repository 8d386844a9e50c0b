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

/**
 * The partitions that a {@link LiveFollowing} reads, and the next offset of each; kept when a consumer is replaced.
 * Leaves out partitions without a leader, and topics that this user may not read. For one thread.
 */
final class FollowedPartitions {

    private final Instant began;

    /** The next offset of each partition that was read, also by an earlier consumer. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /** The partitions that existed when the following began, and have not been read yet. */
    private final Set<TopicPartition> awaited = new HashSet<>();

    /** The topics that this user may not read, until they are retried. */
    private final Set<String> refused = new HashSet<>();

    private boolean isFirst = true;

    /** @param began the start of the following; all records written since are wanted */
    FollowedPartitions(Instant began) {
        this.began = began;
    }

    void refuse(Set<String> topics) {
        refused.addAll(topics);
    }

    /** Includes the refused topics again. */
    void retryRefused() {
        refused.clear();
    }

    /**
     * The listed partitions that can be read. A partition without a leader is left out unless it is assigned already,
     * since the request for its end offset would delay all others.
     */
    Set<TopicPartition> readable(Listed listed, Set<TopicPartition> assigned) {
        Set<TopicPartition> readable = new HashSet<>(listed.all());
        readable.removeIf(partition -> refused.contains(partition.topic())
                || !(listed.led().contains(partition) || assigned.contains(partition)));
        return readable;
    }

    /**
     * Requests the offsets at which newly assigned partitions are read:
     *
     * <ul>
     *   <li>their end when the following begins, and after a consumer was replaced
     *   <li>the first record written since the following began, if the partition existed then but could not be read
     *   <li>their beginning if they were created later
     * </ul>
     */
    Map<TopicPartition, Long> starts(Set<TopicPartition> added, Consumer<?, ?> consumer) {
        Set<TopicPartition> known = new HashSet<>();
        Map<TopicPartition, Long> sinceBegan = new HashMap<>();
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition partition : added) {
            if (isFirst || next.containsKey(partition)) {
                known.add(partition);
            } else if (awaited.contains(partition)) {
                known.add(partition);
                sinceBegan.put(partition, began.toEpochMilli());
            } else {
                starts.put(partition, 0L); // if the first records are deleted, the consumer skips them
            }
        }
        if (!known.isEmpty()) {
            starts.putAll(consumer.endOffsets(known));
        }
        if (!sinceBegan.isEmpty()) {
            consumer.offsetsForTimes(sinceBegan).forEach((partition, first) -> {
                if (first != null) { // else no record was written since then, and the end is right
                    starts.put(partition, first.offset());
                }
            });
        }
        return starts;
    }

    /**
     * Sets the next offsets.
     *
     * @return the number of records before them that an earlier consumer has not read
     */
    long begin(Map<TopicPartition, Long> starts) {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> start : starts.entrySet()) {
            left += Math.max(0, start.getValue() - next.getOrDefault(start.getKey(), start.getValue()));
            readTo(start.getKey(), start.getValue());
        }
        return left;
    }

    /** Sets the next offset of a partition. */
    void readTo(TopicPartition partition, long offset) {
        next.put(partition, offset);
        awaited.remove(partition);
    }

    /**
     * Takes over a listing. Forgets partitions that are not listed, so that a topic that is created again is read from
     * its beginning.
     */
    void know(Listed listed) {
        if (isFirst) {
            awaited.addAll(listed.all());
            awaited.removeAll(next.keySet());
        }
        awaited.retainAll(listed.all());
        next.keySet().retainAll(listed.all());
        isFirst = false;
    }

    /** A sentence that names a refused topic; empty if none is refused. */
    Optional<String> refusal() {
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("Kafka refuses to let this user read " + refused.size() + " of the topics, such as "
                        + refused.iterator().next() + ": it needs Read on them");
    }
}
