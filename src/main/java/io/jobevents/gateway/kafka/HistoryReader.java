package io.jobevents.gateway.kafka;

import io.jobevents.gateway.RecordTopics.Found;
import io.jobevents.gateway.RecordTopics.Reader;
import io.jobevents.gateway.RecordTopics.Span;
import io.jobevents.gateway.RecordTopics.Unreachable;
import io.jobevents.gateway.RecordTopics.Watcher;
import io.jobevents.gateway.kafka.ConsoleConsumers.Listed;
import io.jobevents.gateway.record.TopicRecord;
import io.jobevents.gateway.record.TopicRecord.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads existing records with a consumer of its own. For one thread, except {@link #stop} and {@link #isStopped}. */
final class HistoryReader implements Reader {

    private static final Duration POLL = Duration.ofMillis(500);
    /** The longest time without a record before Kafka counts as failed. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(20);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final ConsoleConsumers consumers;
    private final Consumer<byte[], byte[]> consumer;
    private final Clock clock;
    private final Runnable onClose;

    private enum Life {
        OPEN,
        STOPPED,
        CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<Life> life = new AtomicReference<>(Life.OPEN);

    /** The partitions to read; for the reading thread alone. */
    private Set<TopicPartition> partitions = Set.of();

    /** @param consumer closed with the reader */
    HistoryReader(ConsoleConsumers consumers, Consumer<byte[], byte[]> consumer, Clock clock, Runnable onClose) {
        this.consumers = consumers;
        this.consumer = consumer;
        this.clock = clock;
        this.onClose = onClose;
    }

    @Override
    public <R> Found search(Span span, Function<TopicRecord, Optional<R>> pick, Watcher<R> watcher) throws Unreachable {
        Instant now = clock.instant();
        try {
            Listed listed = request(() -> consumers.partitions(consumer));
            for (TopicPartition partition : listed.all()) {
                if (!listed.led().contains(partition)) {
                    throw new Unreachable("The search cannot be complete now: " + partition + " has no leader");
                }
            }
            partitions = listed.all();
            return new HistorySearch<>(this, span, pick, watcher, now).run();
        } catch (WakeupException stopped) {
            return new Found(false, span.to().orElse(now));
        }
    }

    @Override
    public Optional<TopicRecord> at(Place place) throws Unreachable {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        if (!request(() -> consumers.partitions(consumer)).all().contains(partition)) {
            return Optional.empty();
        }
        partitions = Set.of(partition);
        if (place.offset() < beginnings().getOrDefault(partition, 0L)
                || place.offset() >= ends().getOrDefault(partition, 0L)) {
            return Optional.empty();
        }
        List<TopicRecord> found = new ArrayList<>();
        read(
                Map.of(partition, place.offset()),
                Map.of(partition, place.offset() + 1),
                consumed -> found.add(ConsoleConsumers.record(consumed)),
                () -> {});
        return found.stream().findFirst();
    }

    Map<TopicPartition, Long> beginnings() throws Unreachable {
        return request(() -> consumer.beginningOffsets(partitions));
    }

    Map<TopicPartition, Long> ends() throws Unreachable {
        return request(() -> consumer.endOffsets(partitions));
    }

    /** The first offset of each partition whose record has that timestamp or a later one; at most the end offset. */
    Map<TopicPartition, Long> offsets(long millis, Map<TopicPartition, Long> ends) throws Unreachable {
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(partition -> times.put(partition, millis));
        Map<TopicPartition, OffsetAndTimestamp> found = request(() -> consumer.offsetsForTimes(times));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        found.forEach((partition, first) -> {
            if (first != null) {
                offsets.merge(partition, first.offset(), Math::min);
            }
        });
        return offsets;
    }

    /**
     * Reads each partition from one offset up to another.
     *
     * @param between runs between two polls
     */
    void read(
            Map<TopicPartition, Long> lower,
            Map<TopicPartition, Long> upper,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> visitor,
            Runnable between)
            throws Unreachable {
        Set<TopicPartition> open = new HashSet<>(upper.keySet());
        open.removeIf(partition -> offset(lower, partition) >= offset(upper, partition));
        consumer.assign(open);
        consumer.resume(open);
        open.forEach(partition -> consumer.seek(partition, offset(lower, partition)));
        long lastRecord = System.nanoTime();
        while (!open.isEmpty() && !isStopped()) {
            ConsumerRecords<byte[], byte[]> records = request(() -> consumer.poll(POLL));
            for (TopicPartition partition : records.partitions()) {
                long end = offset(upper, partition);
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    if (record.offset() < end) {
                        visitor.accept(record);
                    }
                }
            }
            pauseFinished(open, upper);
            between.run();
            long now = System.nanoTime();
            if (!records.isEmpty()) {
                lastRecord = now;
            } else if (now - lastRecord > SILENCE_LIMIT.toNanos()) {
                throw new Unreachable("Kafka sent nothing for " + SILENCE_LIMIT.toSeconds() + " s");
            }
        }
    }

    /** Pauses the partitions that were read to their upper offset, and removes them. */
    private void pauseFinished(Set<TopicPartition> open, Map<TopicPartition, Long> upper) throws Unreachable {
        Collection<TopicPartition> read = request(() -> List.copyOf(open).stream()
                .filter(partition -> consumer.position(partition) >= offset(upper, partition))
                .toList());
        consumer.pause(read);
        open.removeAll(Set.copyOf(read));
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private static <T> T request(Supplier<T> call) throws Unreachable {
        try {
            return call.get();
        } catch (WakeupException stopped) {
            throw stopped;
        } catch (KafkaException e) {
            throw new Unreachable(ConsoleConsumers.sentence(e));
        }
    }

    boolean isStopped() {
        return life.get() != Life.OPEN;
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            if (life.compareAndSet(Life.OPEN, Life.STOPPED)) {
                consumer.wakeup();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock(); // a closed consumer must not be woken up
        Life before = life.getAndSet(Life.CLOSED);
        lock.unlock();
        if (before == Life.CLOSED) {
            return;
        }
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } catch (WakeupException stopped) {
            // the consumer is closed all the same
        } finally {
            onClose.run();
        }
    }
}
