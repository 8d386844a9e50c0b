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
 * The existing topics as of the last listing, and so the topic of each record. A lookup sends no request to Kafka.
 *
 * <p>Only an answer of Kafka makes a topic missing; while Kafka does not answer, the last listing counts. Thread-safe.
 */
@Singleton
class TopicDirectory {

    /**
     * The topic of a record.
     *
     * <ul>
     *   <li>{@link Topic}: this topic, which may be a substitute
     *   <li>{@link Creating}: a topic that is being created; resolve again when that has ended, with or without success
     *   <li>{@link Missing}: none, since this topic and all substitutes are missing
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
    /** Topics whose refused creation was logged; it is retried after every listing. */
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Set<String> topics;

    TopicDirectory(GatewayConfig config, TopicAdmin admin) {
        this.prefix = config.topics().prefix();
        this.mayCreate = config.topics().create() != Create.NONE;
        this.admin = admin;
    }

    /** The first topic of the route that exists or may be created. */
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

    /** Creates a topic; concurrent calls share one creation. */
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
                if (logged.add(topic)) {
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

    /** Takes over a listing of all topics. Refused creations may be retried. */
    synchronized void listed(Set<String> all) {
        topics = Set.copyOf(all);
        refused.clear();
    }

    /** The topics of the list that Kafka does not have; all of them before its first answer. */
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
