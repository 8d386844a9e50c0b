package io.jobevents.gateway.kafka;

import io.jobevents.gateway.RecordTopics.Follower;
import io.jobevents.gateway.RecordTopics.Following;
import io.jobevents.gateway.record.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jboss.logging.Logger;

/**
 * Reads what comes in, on a thread of its own and at a slow pace: few fetches of many records. A topic that was not there before
 * is read from its beginning, all others from now. What does not fit the pace is passed over.
 */
final class LiveFollowing implements Following {

    private static final Logger LOG = Logger.getLogger(LiveFollowing.class);

    /** How often topics and partitions are listed. */
    private static final Duration REFRESH = Duration.ofSeconds(5);

    /** After that long topics that could not be read are tried again. */
    private static final Duration REFUSED = Duration.ofMinutes(1);

    private static final Duration POLL = Duration.ofMillis(500);
    /** Between two fetches: at most ten a second, each of at most 1 MB a broker and 1000 records. */
    private static final Duration PACE = Duration.ofMillis(100);

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /** So many records behind, it goes on at the end: some seconds of what it reads at most. */
    private static final long FAR_BEHIND = 20_000;

    private final LookingConsumers consumers;
    private final Follower follower;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Of the thread alone, as is what follows. Partitions that were there when the following began, or are read. */
    private final Set<TopicPartition> known = new HashSet<>();

    /** Topics that may not be read, until they are tried again. */
    private final Set<String> refused = new HashSet<>();

    private boolean isFirst = true;
    private boolean isAway = true;
    private long nextRefresh;
    private long nextForgiven;
    private Optional<String> told = Optional.empty();

    LiveFollowing(LookingConsumers consumers, Follower follower) {
        this.consumers = consumers;
        this.follower = follower;
    }

    void start() {
        Thread.ofPlatform().daemon().name("console-follower").start(this::run);
    }

    /** The thread sees it within a poll. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        while (!isClosed()) {
            try (Closing consumer = new Closing(consumers.follower())) {
                follow(consumer.consumer());
            } catch (InterruptException ended) {
                return;
            } catch (RuntimeException e) {
                if (!(e instanceof KafkaException)) {
                    LOG.error("Following the topics failed by a fault of the gateway; it begins anew", e);
                }
                away(LookingConsumers.sentence(e));
                // A new consumer goes on from the end, as the first did.
                isFirst = true;
                known.clear();
                pause(RETRY);
            }
        }
    }

    /** Closes a consumer without waiting long for a Kafka that is away. */
    private record Closing(Consumer<byte[], byte[]> consumer) implements AutoCloseable {
        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        nextRefresh = System.nanoTime();
        nextForgiven = nextRefresh;
        while (!isClosed()) {
            if (System.nanoTime() - nextRefresh >= 0) {
                refresh(consumer);
                nextRefresh = System.nanoTime() + REFRESH.toNanos();
            }
            if (consumer.assignment().isEmpty()) {
                pause(POLL);
            } else {
                poll(consumer);
            }
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer) {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                List<TopicRecord> read = new ArrayList<>(records.count());
                records.forEach(record -> read.add(LookingConsumers.record(record)));
                follower.records(read);
                passOver(consumer);
                if (isAway) {
                    nextRefresh = System.nanoTime(); // says that it is no more
                }
                pause(PACE);
            }
        } catch (TopicAuthorizationException e) {
            refused.addAll(e.unauthorizedTopics());
            nextRefresh = System.nanoTime(); // assigns the others
            pause(PACE);
        } catch (TimeoutException e) {
            away(LookingConsumers.sentence(e));
        }
    }

    /** Goes on at the end if it is far behind. */
    private void passOver(Consumer<byte[], byte[]> consumer) {
        long behind = consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
        if (behind > FAR_BEHIND) {
            long left = 0;
            for (Map.Entry<TopicPartition, Long> end :
                    consumer.endOffsets(consumer.assignment()).entrySet()) {
                left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
                consumer.seek(end.getKey(), end.getValue());
            }
            follower.passedOver(left);
        }
    }

    /** Lists topics and partitions, and reads those that are new. That they can be listed tells that Kafka is there. */
    private void refresh(Consumer<byte[], byte[]> consumer) {
        try {
            Set<TopicPartition> all = consumers.partitions(consumer);
            if (System.nanoTime() - nextForgiven >= 0) {
                refused.clear();
                nextForgiven = System.nanoTime() + REFUSED.toNanos();
            }
            Set<String> refusedNow = Set.copyOf(refused);
            Set<TopicPartition> readable = new HashSet<>(all);
            readable.removeIf(partition -> refusedNow.contains(partition.topic()));
            Set<TopicPartition> added = new HashSet<>(readable);
            added.removeAll(consumer.assignment());
            if (isFirst) {
                known.addAll(all);
            }
            Set<TopicPartition> fromNow = new HashSet<>(added);
            fromNow.retainAll(known);
            Map<TopicPartition, Long> ends = fromNow.isEmpty() ? Map.of() : consumer.endOffsets(fromNow);
            Set<TopicPartition> fromBeginning = new HashSet<>(added);
            fromBeginning.removeAll(known);
            if (!readable.equals(consumer.assignment())) {
                consumer.assign(readable);
            }
            ends.forEach(consumer::seek);
            fromBeginning.forEach(partition -> consumer.seek(partition, 0)); // what is gone there is passed over
            known.retainAll(all);
            known.addAll(readable);
            isFirst = false;
            following(all.isEmpty() || !readable.isEmpty(), refusedNow);
        } catch (TopicAuthorizationException e) {
            refused.addAll(e.unauthorizedTopics());
            nextRefresh = System.nanoTime();
        } catch (TimeoutException e) {
            away(LookingConsumers.sentence(e));
        }
    }

    private void following(boolean isReading, Set<String> refusedNow) {
        Optional<String> sentence = refusedNow.isEmpty()
                ? Optional.empty()
                : Optional.of("Kafka refuses to let this user read " + refusedNow.size() + " of the topics, such as "
                        + refusedNow.iterator().next() + ": it needs Read on them");
        if (!isReading) {
            away(sentence.orElse("There is nothing to read"));
        } else if (isAway || !sentence.equals(told)) {
            isAway = false;
            told = sentence;
            follower.following(sentence);
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
