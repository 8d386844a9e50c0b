package io.jobevents.gateway.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobevents.gateway.DeployedSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Topics of one partition each in memory, and consumers for a {@link LiveFollowing}. Thread-safe. */
final class FakeTopics extends ConsoleConsumers {

    private static final Node BROKER = new Node(1, "localhost", 9092);

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    /** Counted down by the first request without an answer. */
    final CountDownLatch unanswered = new CountDownLatch(1);

    /** Guarded by this, like the fields below. */
    private final Map<String, Node> leaders = new TreeMap<>();

    private final Map<String, List<String>> values = new HashMap<>();
    private final Map<TopicPartition, Long> earlier = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<FakeConsumer> open = new HashSet<>();
    private Optional<KafkaException> failure = Optional.empty();
    private boolean isUnanswered;
    private int created;

    FakeTopics() {
        super(DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none")), () -> {
            throw new AssertionError("A client was created");
        });
    }

    @Override
    synchronized Consumer<byte[], byte[]> follower() {
        FakeConsumer consumer = new FakeConsumer();
        open.add(consumer);
        created++;
        return consumer;
    }

    synchronized void add(String topic, boolean isLed) {
        leaders.put(topic, isLed ? BROKER : Node.noNode());
        values.putIfAbsent(topic, new ArrayList<>());
    }

    synchronized void remove(String topic) {
        leaders.remove(topic);
        values.remove(topic);
    }

    synchronized void write(String topic, String value) {
        values.get(topic).add(value);
    }

    /** The start of a following: the records written so far are older. */
    synchronized Instant now() {
        values.keySet().forEach(topic -> earlier.put(partition(topic), end(partition(topic))));
        return NOW;
    }

    synchronized void refuse(String topic) {
        refused.add(topic);
    }

    synchronized void refuseNothing() {
        refused.clear();
    }

    /** Lets every later request fail. */
    synchronized void fail(KafkaException with) {
        failure = Optional.of(with);
    }

    synchronized void failNoMore() {
        failure = Optional.empty();
    }

    /** Lets every later request wait until it is woken up. */
    synchronized void stopAnswering() {
        isUnanswered = true;
    }

    /** The number of consumers that are not closed. */
    synchronized int open() {
        return open.size();
    }

    /** The number of consumers created. */
    synchronized int created() {
        return created;
    }

    synchronized boolean isRead(String topic) {
        return open.stream().anyMatch(consumer -> consumer.positions.containsKey(partition(topic)));
    }

    private static TopicPartition partition(String topic) {
        return new TopicPartition(topic, 0);
    }

    private long end(TopicPartition partition) {
        return values.getOrDefault(partition.topic(), List.of()).size();
    }

    /** A consumer with the methods that a following calls. */
    private final class FakeConsumer extends MockConsumer<byte[], byte[]> {
        private final CountDownLatch woken = new CountDownLatch(1);
        private final Map<TopicPartition, Long> positions = new HashMap<>();

        FakeConsumer() {
            super("earliest");
        }

        private <T> T request(Function<FakeTopics, T> answer) {
            boolean waits;
            synchronized (FakeTopics.this) {
                waits = isUnanswered;
            }
            try {
                if (waits) {
                    unanswered.countDown();
                    woken.await();
                }
                if (woken.getCount() == 0) {
                    throw new WakeupException();
                }
                synchronized (FakeTopics.this) {
                    failure.ifPresent(with -> {
                        throw with;
                    });
                    return answer.apply(FakeTopics.this);
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }

        @Override
        public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
            return request(topics -> topics.leaders.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            topic -> List.of(new PartitionInfo(
                                    topic.getKey(), 0, topic.getValue(), new Node[0], new Node[0])))));
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            return request(topics -> {
                for (TopicPartition partition : partitions) {
                    if (!BROKER.equals(topics.leaders.get(partition.topic()))) {
                        throw new org.apache.kafka.common.errors.TimeoutException("No leader of " + partition);
                    }
                }
                return partitions.stream().collect(Collectors.toMap(Function.identity(), topics::end));
            });
        }

        @Override
        public Map<TopicPartition, @Nullable OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            return request(topics -> {
                Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>();
                times.forEach((partition, millis) -> {
                    if (millis != NOW.toEpochMilli()) {
                        throw new AssertionError("Another time was requested");
                    }
                    long first = earlier.getOrDefault(partition, 0L);
                    found.put(partition, first < end(partition) ? new OffsetAndTimestamp(first, millis) : null);
                });
                return found;
            });
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read = request(topics -> fetch());
            try {
                Thread.sleep(timeout);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            return new ConsumerRecords<>(read, Map.of());
        }

        private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> fetch() {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> read = new HashMap<>();
            for (Map.Entry<TopicPartition, Long> at : positions.entrySet()) {
                String topic = at.getKey().topic();
                if (refused.contains(topic)) {
                    throw new TopicAuthorizationException(Set.of(topic));
                }
                List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
                for (; at.getValue() < end(at.getKey()); at.setValue(at.getValue() + 1)) {
                    byte[] value =
                            values.get(topic).get(at.getValue().intValue()).getBytes(UTF_8);
                    records.add(new ConsumerRecord<>(topic, 0, at.getValue(), null, value));
                }
                if (!records.isEmpty()) {
                    read.put(at.getKey(), records);
                }
            }
            return read;
        }

        @Override
        public Set<TopicPartition> assignment() {
            synchronized (FakeTopics.this) {
                return Set.copyOf(positions.keySet());
            }
        }

        @Override
        public void assign(Collection<TopicPartition> partitions) {
            synchronized (FakeTopics.this) {
                positions.keySet().retainAll(partitions);
                partitions.forEach(partition -> positions.putIfAbsent(partition, 0L));
            }
        }

        @Override
        public void seek(TopicPartition partition, long offset) {
            synchronized (FakeTopics.this) {
                positions.put(partition, offset);
            }
        }

        @Override
        public OptionalLong currentLag(TopicPartition partition) {
            return OptionalLong.empty();
        }

        @Override
        public void wakeup() {
            synchronized (FakeTopics.this) {
                if (!open.contains(this)) {
                    throw new AssertionError("A closed consumer was woken up");
                }
            }
            woken.countDown();
        }

        @Override
        public void close(CloseOptions options) {
            synchronized (FakeTopics.this) {
                open.remove(this);
            }
        }
    }
}
