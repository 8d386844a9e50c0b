package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.kafka.TopicAdmin.Described;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * A look at the settings of the gateway's topics: says once of each which can lose what Kafka has acknowledged, and which
 * takes smaller records than the gateway may publish.
 *
 * <p>For the one thread of {@link KafkaWatch}.
 */
@Singleton
class TopicInspection {

    private static final Logger LOG = Logger.getLogger(TopicInspection.class);

    private final TopicAdmin admin;
    private final String prefix;
    private final long maxRecordSize;
    private final Set<String> inspected = new HashSet<>();

    TopicInspection(GatewayConfig config, TopicAdmin admin) {
        this.admin = admin;
        this.prefix = config.topics().prefix() + ".";
        this.maxRecordSize = ProducerSettings.maxRecordSize(config);
    }

    /** @throws java.util.concurrent.CompletionException if Kafka does not answer */
    void inspect(Set<String> topics) {
        Set<String> fresh = topics.stream()
                .filter(topic -> topic.startsWith(prefix) && !inspected.contains(topic))
                .collect(Collectors.toSet());
        if (fresh.isEmpty()) {
            return;
        }
        List<Described> described = admin.describe(fresh).join();
        inspected.addAll(fresh);
        warn(
                described,
                topic -> topic.replicas() < 3 || topic.inSync() < 2,
                "can lose acknowledged records when a broker dies (replication factor below 3 or min.insync.replicas below 2)");
        warn(
                described,
                topic -> topic.maxRecordSize() < maxRecordSize,
                "take smaller records than the gateway may publish (max.message.bytes below " + maxRecordSize + ")");
    }

    private static void warn(List<Described> described, Predicate<Described> flaw, String words) {
        List<String> flawed =
                described.stream().filter(flaw).map(Described::topic).sorted().toList();
        if (!flawed.isEmpty()) {
            LOG.warnf("%d topics %s: %s", flawed.size(), words, String.join(" ", flawed));
        }
    }
}
