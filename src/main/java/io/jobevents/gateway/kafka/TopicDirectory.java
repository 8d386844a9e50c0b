package io.jobevents.gateway.kafka;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.GatewayConfig.Create;
import io.jobevents.gateway.LogFields;
import io.jobevents.gateway.record.Route;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which topics there are, and so where a record goes. The knowledge is Kafka's, as of the last listing; asking it costs a
 * look into a set.
 *
 * <p>Only an answer of Kafka makes a topic missing; as long as Kafka is silent the last answer holds. Thread-safe.
 */
@Singleton
class TopicDirectory {

    /**
     * Where a record goes.
     *
     * <ul>
     *   <li>{@link Topic}: to this topic, which may be the substitute for its own
     *   <li>{@link Creating}: to a topic that is being created; to be asked again when that has ended, well or badly
     *   <li>{@link Missing}: nowhere, since this topic is missing and nothing stands in
     *   <li>{@link Unknown}: Kafka has not answered yet
     * </ul>
     */
    sealed interface Resolution {
        record Topic(String name, boolean isSubstitute) implements Resolution {}

        record Creating(CompletableFuture<Void> ended) implements Resolution {}

        record Missing(String name) implements Resolution {}

        record Unknown() implements Resolution {}
    }

    private static final Logger LOG = Logger.getLogger(TopicDirectory.class);

    private final String prefix;
    private final boolean mayCreate;
    private final TopicAdmin admin;
    private final Map<String, CompletableFuture<Void>> creating = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    /** Refusals that the log has, each once: they are tried again with every listing. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Set<String> topics;

    TopicDirectory(GatewayConfig config, TopicAdmin admin) {
        this.prefix = config.topics().prefix();
        this.mayCreate = config.topics().create() != Create.NONE;
        this.admin = admin;
    }

    /** The first topic of the route that there is, or that may be created. */
    Resolution resolve(Route route) {
        Set<String> known = topics;
        if (known == null) {
            return new Resolution.Unknown();
        }
        Resolution resolved = resolve(known, name(route.topic()), false);
        for (String substitute : route.substitutes()) {
            if (!(resolved instanceof Resolution.Missing)) {
                break;
            }
            resolved = resolve(known, name(substitute), true);
        }
        return resolved;
    }

    private Resolution resolve(Set<String> known, String topic, boolean isSubstitute) {
        if (known.contains(topic)) {
            return new Resolution.Topic(topic, isSubstitute);
        }
        return mayCreate && !refused.contains(topic)
                ? new Resolution.Creating(create(topic))
                : new Resolution.Missing(topic);
    }

    /** All who want the same topic wait for one creation. */
    private CompletableFuture<Void> create(String topic) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<Void> running = creating.putIfAbsent(topic, ended);
        if (running != null) {
            return running;
        }
        admin.create(Set.of(topic), TopicAdmin.TIMEOUT).whenComplete((created, failure) -> {
            if (failure == null) {
                add(topic);
            } else if (KafkaFailure.isRefusal(failure)) {
                refused.add(topic);
                if (told.add(topic)) {
                    LogFields.of("topic", topic)
                            .around(() -> LOG.warnf(
                                    "Kafka refuses to create the topic %s: %s",
                                    topic, KafkaFailure.cause(failure).getMessage()));
                }
            }
            creating.remove(topic);
            ended.complete(null);
        });
        return ended;
    }

    private synchronized void add(String topic) {
        if (topics != null) {
            Set<String> more = new HashSet<>(topics);
            more.add(topic);
            topics = Set.copyOf(more);
        }
    }

    /** Kafka has answered: these are all its topics. What it refused to create may be tried again. */
    synchronized void listed(Set<String> all) {
        topics = Set.copyOf(all);
        refused.clear();
    }

    /** The topics of that list which Kafka does not have; all of them as long as it has not answered. */
    List<String> missing(List<String> wanted) {
        Set<String> known = topics;
        return wanted.stream()
                .map(this::name)
                .filter(topic -> known == null || !known.contains(topic))
                .toList();
    }

    private String name(String topic) {
        return prefix + "." + topic;
    }
}
