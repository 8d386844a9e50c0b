package io.jobevents.gateway.kafka;

import io.jobevents.gateway.kafka.LookingConsumers.Listed;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Which partitions a following reads: those that it may read, and that have a leader. For one thread. */
final class FollowedPartitions {

    /** Partitions that were there when the following began, or are read. */
    private final Set<TopicPartition> known = new HashSet<>();

    /** Topics that may not be read, until they are tried again. */
    private final Set<String> refused = new HashSet<>();

    private boolean isFirst = true;

    /** The next that are listed count as the first. */
    void beginAnew() {
        isFirst = true;
        known.clear();
    }

    void refuse(Set<String> topics) {
        refused.addAll(topics);
    }

    /** Has all topics tried again. */
    void forgive() {
        refused.clear();
    }

    /**
     * Those of the listed that can be read. A partition without a leader is left out unless it is read already: nobody says where its
     * end is, and to wait for that would delay all others.
     */
    Set<TopicPartition> readable(Listed listed, Set<TopicPartition> assigned) {
        Set<TopicPartition> readable = new HashSet<>(listed.all());
        readable.removeIf(partition -> refused.contains(partition.topic())
                || !(listed.led().contains(partition) || assigned.contains(partition)));
        return readable;
    }

    /** Whether it is read from its end, since it was there before; else from its beginning. */
    boolean isFromNow(TopicPartition partition) {
        return isFirst || known.contains(partition);
    }

    /** What was listed is known from now on; what is gone is not, and begins anew if it comes back. */
    void read(Listed listed, Set<TopicPartition> readable) {
        if (isFirst) {
            known.addAll(listed.all());
        }
        known.retainAll(listed.all());
        known.addAll(readable);
        isFirst = false;
    }

    /** What is refused, in a sentence. */
    Optional<String> refusal() {
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("Kafka refuses to let this user read " + refused.size() + " of the topics, such as "
                        + refused.iterator().next() + ": it needs Read on them");
    }
}
