package io.jobevents.gateway.kafka;

import io.jobevents.gateway.QuarantineTopic.Unreachable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one partition that were fetched while places in it are asked for: places in their order cost one fetch for many. For
 * one thread.
 */
final class FetchedAhead {

    /** A gap that is jumped over; smaller ones are read, since a jump throws away what was fetched ahead. */
    private static final long FAR = 1000;

    private final QuarantinePolls polls;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    /** What is between this offset and the first that was fetched is gone. */
    private long sought = Long.MAX_VALUE;

    FetchedAhead(QuarantinePolls polls) {
        this.polls = polls;
    }

    /** Nothing was asked for yet: the consumer reads something else. */
    void forget() {
        sought = Long.MAX_VALUE;
    }

    /** The record at an offset that the partition has reached; empty if it is gone, or the reading is stopped. */
    Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) throws Unreachable {
        Consumer<byte[], byte[]> consumer = polls.consumer();
        if (!consumer.assignment().equals(Set.of(partition)) || !isAhead(partition, offset)) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, offset);
            sought = offset;
            consumer.resume(List.of(partition));
            fetched.clear();
        }
        polls.begin();
        while (!polls.isStopped()) {
            while (!fetched.isEmpty() && fetched.getFirst().offset() < offset) {
                sought = fetched.removeFirst().offset() + 1;
            }
            if (!fetched.isEmpty()) {
                return Optional.of(fetched.getFirst()).filter(record -> record.offset() == offset);
            }
            if (consumer.position(partition) > offset) {
                return Optional.empty();
            }
            polls.poll().forEach(fetched::add);
        }
        return Optional.empty();
    }

    /** Whether an offset is within what was fetched, or not far behind it. */
    private boolean isAhead(TopicPartition partition, long offset) {
        return offset >= sought && offset - polls.consumer().position(partition) < FAR;
    }

    int size() {
        return fetched.size();
    }
}
