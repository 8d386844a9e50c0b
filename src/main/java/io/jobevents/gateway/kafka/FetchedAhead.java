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
 * Reads single records of a partition, and keeps those that were fetched with them: several records in ascending order
 * take one fetch. For one thread.
 */
final class FetchedAhead {

    /**
     * The distance in offsets from which it seeks. A shorter one is read, since a seek discards the fetched records.
     */
    private static final long FAR = 1000;

    private final QuarantinePolls polls;
    private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

    /** No record exists from this offset up to the first fetched one. */
    private long start = Long.MAX_VALUE;

    FetchedAhead(QuarantinePolls polls) {
        this.polls = polls;
    }

    /** Makes the next {@link #at} seek; to be called after the consumer was used otherwise. */
    void forget() {
        start = Long.MAX_VALUE;
    }

    /** The record at an offset below the partition's end; empty if it was deleted, or the reading is stopped. */
    Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) throws Unreachable {
        Consumer<byte[], byte[]> consumer = polls.consumer();
        if (!consumer.assignment().equals(Set.of(partition)) || !isAhead(partition, offset)) {
            seek(partition, offset);
        }
        polls.restartLimit();
        dropUntil(offset);
        while (fetched.isEmpty() && consumer.position(partition) <= offset && !polls.isStopped()) {
            polls.poll().forEach(fetched::add);
            dropUntil(offset);
        }
        // The first fetched record is a later one if this one was deleted.
        return Optional.ofNullable(fetched.peekFirst()).filter(record -> record.offset() == offset);
    }

    /** Whether the offset is among the fetched records, or close after them. */
    private boolean isAhead(TopicPartition partition, long offset) {
        return offset >= start && offset - polls.consumer().position(partition) < FAR;
    }

    private void seek(TopicPartition partition, long offset) {
        Consumer<byte[], byte[]> consumer = polls.consumer();
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        consumer.resume(List.of(partition));
        fetched.clear();
        start = offset;
    }

    /** Drops the fetched records before an offset. */
    private void dropUntil(long offset) {
        while (!fetched.isEmpty() && fetched.getFirst().offset() < offset) {
            start = fetched.removeFirst().offset() + 1;
        }
    }

    int size() {
        return fetched.size();
    }
}
