package io.jobevents.gateway.kafka;

import io.jobevents.gateway.RecordTopics.Follower;
import io.jobevents.gateway.RecordTopics.Following;
import io.jobevents.gateway.kafka.ConsoleConsumers.Listed;
import io.jobevents.gateway.record.TopicRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Follows the topics with a consumer on a thread of its own, at a limited rate: few fetches of many records each. New
 * topics are read from their beginning, all others from their end. Records beyond the rate, and those written while a
 * consumer failed, are skipped and counted.
 */
final class LiveFollowing implements Following {

    private static final Logger LOG = Logger.getLogger(LiveFollowing.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    /** The lag in records from which on it skips to the end: some seconds at the highest rate. */
    private static final long FAR_BEHIND = 20_000;

    private final ConsoleConsumers consumers;
    private final Follower follower;
    private final FollowTimes times;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    /** The consumer that {@link #close} wakes up; guarded by the lock. */
    private Optional<Consumer<byte[], byte[]>> open = Optional.empty();

    /** For the thread alone, like the fields below. */
    private final FollowedPartitions partitions;

    private boolean isAway = true;
    private long nextRefresh;
    private long nextRetryOfRefused;
    private Optional<String> reportedRefusal = Optional.empty();

    /** @param began see {@link FollowedPartitions} */
    LiveFollowing(ConsoleConsumers consumers, Follower follower, Instant began, FollowTimes times) {
        this.partitions = new FollowedPartitions(began);
        this.consumers = consumers;
        this.follower = follower;
        this.times = times;
    }

    void start() {
        Thread.ofPlatform().daemon().name("console-follower").start(this::run);
    }

    /** Ends the thread, also during a request that Kafka does not answer. Does not block. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed.countDown();
            open.ifPresent(Consumer::wakeup);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!isClosed()) {
            try (Closing consumer = new Closing(consumers.follower())) {
                follow(consumer.consumer);
            } catch (WakeupException | InterruptException ended) {
                return;
            } catch (RuntimeException e) {
                if (!(e instanceof KafkaException)) {
                    LOG.error("Following the topics failed by a fault of the gateway; it is restarted", e);
                }
                away(ConsoleConsumers.sentence(e));
                pause(times.retry()); // the next consumer starts at the end, since a single record may be the cause
            }
        }
    }

    /** A consumer that is woken up only while it is open, and closed with a short timeout, since Kafka may be away. */
    private final class Closing implements AutoCloseable {
        private final Consumer<byte[], byte[]> consumer;

        Closing(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
            set(Optional.of(consumer));
        }

        private void set(Optional<Consumer<byte[], byte[]>> now) {
            lock.lock();
            open = now;
            lock.unlock();
        }

        @Override
        public void close() {
            set(Optional.empty());
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        nextRefresh = System.nanoTime();
        nextRetryOfRefused = nextRefresh;
        while (!isClosed()) {
            if (System.nanoTime() - nextRefresh >= 0) {
                nextRefresh = System.nanoTime() + times.refresh().toNanos(); // a refusal resets it to now
                refresh(consumer);
            }
            if (consumer.assignment().isEmpty()) {
                pause(times.poll());
            } else {
                poll(consumer);
            }
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer) {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(times.poll());
            if (!records.isEmpty()) {
                List<TopicRecord> read = new ArrayList<>(records.count());
                records.forEach(record -> read.add(ConsoleConsumers.record(record)));
                follower.records(read);
                for (TopicPartition partition : records.partitions()) {
                    partitions.readTo(
                            partition, records.records(partition).getLast().offset() + 1);
                }
                skipIfFarBehind(consumer);
                if (isAway) {
                    nextRefresh = System.nanoTime(); // the refresh reports that reading works again
                }
                pause(times.pace());
            }
        } catch (TopicAuthorizationException e) {
            partitions.refuse(e.unauthorizedTopics());
            nextRefresh = System.nanoTime(); // the refresh assigns the other topics
            pause(times.pace());
        } catch (TimeoutException e) {
            away(ConsoleConsumers.sentence(e));
        }
    }

    private void skipIfFarBehind(Consumer<byte[], byte[]> consumer) {
        long behind = consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
        if (behind > FAR_BEHIND) {
            long left = 0;
            for (Map.Entry<TopicPartition, Long> end :
                    consumer.endOffsets(consumer.assignment()).entrySet()) {
                left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
                consumer.seek(end.getKey(), end.getValue());
                partitions.readTo(end.getKey(), end.getValue());
            }
            follower.skipped(left);
        }
    }

    /** Lists the partitions, and assigns new ones. */
    private void refresh(Consumer<byte[], byte[]> consumer) {
        try {
            Listed listed = consumers.partitions(consumer);
            if (System.nanoTime() - nextRetryOfRefused >= 0) {
                partitions.retryRefused();
                nextRetryOfRefused = System.nanoTime() + times.refused().toNanos();
            }
            Set<TopicPartition> readable = partitions.readable(listed, consumer.assignment());
            assign(consumer, readable);
            partitions.know(listed);
            following(listed.all().isEmpty() || !readable.isEmpty());
        } catch (TopicAuthorizationException e) {
            partitions.refuse(e.unauthorizedTopics());
            nextRefresh = System.nanoTime();
        } catch (TimeoutException e) {
            away(ConsoleConsumers.sentence(e));
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer, Set<TopicPartition> readable) {
        if (readable.equals(consumer.assignment())) {
            return;
        }
        Set<TopicPartition> added = new HashSet<>(readable);
        added.removeAll(consumer.assignment());
        Map<TopicPartition, Long> starts = partitions.starts(added, consumer);
        consumer.assign(readable);
        starts.forEach(consumer::seek);
        long left = partitions.begin(starts);
        if (left > 0) {
            follower.skipped(left);
        }
    }

    private void following(boolean isReading) {
        Optional<String> refusal = partitions.refusal();
        if (!isReading) {
            away(refusal.orElse("None of the topics has a leader"));
        } else if (isAway || !refusal.equals(reportedRefusal)) {
            isAway = false;
            reportedRefusal = refusal;
            follower.following(refusal);
        }
    }

    private void away(String why) {
        isAway = true;
        follower.away(why);
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void pause(Duration length) {
        try {
            closed.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }
}
