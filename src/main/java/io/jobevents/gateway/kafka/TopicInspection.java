package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayMetrics;
import io.jobevents.gateway.KafkaView.WeakTopic;
import io.jobevents.gateway.TopicSettings;
import io.jobevents.gateway.kafka.TopicAdmin.Described;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Inspects the settings of the gateway's topics, of new ones at once and of all every {@code gateway.topics.refresh}.
 * Warns once of each topic that can lose acknowledged records, of each that accepts only smaller records than the
 * gateway may publish, and of a quarantine topic whose retention is too short or unlimited. Topics that can lose
 * records when a broker fails are also counted. The retention of other topics is not checked.
 *
 * <p>For the one thread of {@link KafkaWatch}.
 */
@Singleton
class TopicInspection {

    private static final Logger LOG = Logger.getLogger(TopicInspection.class);

    /** With two in sync of three replicas, an ack stands for two brokers, and one may be down. */
    private static final int SAFE_REPLICAS = 3;

    private static final int SAFE_IN_SYNC = 2;

    private final TopicAdmin admin;
    private final String prefix;
    private final String quarantine;
    private final long maxRecordSize;
    private final Duration refresh;
    private final GatewayMetrics metrics;
    private final Clock clock;
    private final Set<String> inspected = new HashSet<>();
    private Instant next = Instant.MIN;
    /** Written by the thread of the watch, read by any. */
    private volatile List<WeakTopic> weak = List.of();

    TopicInspection(GatewayConfig config, TopicAdmin admin, GatewayMetrics metrics, Clock clock) {
        this.refresh = config.topics().refresh();
        this.metrics = metrics;
        this.clock = clock;
        this.admin = admin;
        this.prefix = config.topics().prefix() + ".";
        this.quarantine = TopicSettings.quarantine(config);
        this.maxRecordSize = TopicSettings.maxRecordSize(config);
    }

    /** The topics that can lose acknowledged records, as of the last inspection; for any thread. */
    List<WeakTopic> weak() {
        return weak;
    }

    /** @throws java.util.concurrent.CompletionException if Kafka does not answer */
    void inspect(Set<String> topics) {
        Set<String> ours =
                topics.stream().filter(topic -> topic.startsWith(prefix)).collect(Collectors.toSet());
        if (ours.isEmpty() || clock.instant().isBefore(next) && inspected.containsAll(ours)) {
            return;
        }
        List<Described> described = admin.describe(ours).join();
        next = clock.instant().plus(refresh);
        weak = described.stream()
                .filter(TopicInspection::isWeak)
                .map(topic -> new WeakTopic(topic.topic(), topic.replicas(), topic.inSync()))
                .sorted(Comparator.comparing(WeakTopic::topic))
                .toList();
        metrics.weakTopics(weak.size());
        List<Described> fresh =
                described.stream().filter(topic -> inspected.add(topic.topic())).toList();
        warn(
                fresh,
                TopicInspection::isWeak,
                "can lose acknowledged records when a broker dies (replication factor below 3 or min.insync.replicas below 2)");
        warn(
                fresh,
                topic -> topic.maxRecordSize() < maxRecordSize,
                "take smaller records than the gateway may publish (max.message.bytes below " + maxRecordSize + ")");
        warn(
                fresh,
                topic -> isQuarantine(topic) && isShort(topic),
                "keep rejected bodies for less than " + TopicSettings.QUARANTINE_RETENTION.toDays()
                        + " days (retention.ms below " + TopicSettings.QUARANTINE_RETENTION.toMillis() + ")");
        warn(
                fresh,
                topic -> isQuarantine(topic) && topic.retention().isEmpty(),
                "keep rejected bodies without end (retention.ms is -1, or cleanup.policy is without delete)");
    }

    private static boolean isWeak(Described topic) {
        return topic.replicas() < SAFE_REPLICAS || topic.inSync() < SAFE_IN_SYNC;
    }

    private boolean isQuarantine(Described topic) {
        return topic.topic().equals(quarantine);
    }

    private static boolean isShort(Described topic) {
        return topic.retention()
                .filter(retention -> retention.compareTo(TopicSettings.QUARANTINE_RETENTION) < 0)
                .isPresent();
    }

    private static void warn(List<Described> described, Predicate<Described> flaw, String words) {
        List<String> flawed =
                described.stream().filter(flaw).map(Described::topic).sorted().toList();
        if (!flawed.isEmpty()) {
            LOG.warnf("%d topics %s: %s", flawed.size(), words, String.join(" ", flawed));
        }
    }
}
