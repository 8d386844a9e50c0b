package io.jobevents.gateway.kafka;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.TopicSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/** A {@link TopicAdmin} with topics in memory, which can be made to fail or not to answer. */
final class FakeTopicAdmin extends TopicAdmin {

    private final Set<String> topics = new TreeSet<>();
    private final List<Set<String>> created = new ArrayList<>();
    private final List<Set<String>> described = new ArrayList<>();
    private final List<Duration> timeouts = new ArrayList<>();
    private CompletableFuture<Void> release = CompletableFuture.completedFuture(null);
    private Function<String, Described> settings =
            topic -> new Described(topic, 3, 2, Long.MAX_VALUE, Optional.of(TopicSettings.QUARANTINE_RETENTION));
    private KafkaException connectFailure;
    private RuntimeException listFailure;
    private RuntimeException createFailure;
    private RuntimeException describeFailure;

    FakeTopicAdmin(String... topics) {
        super(
                DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none")),
                FakeKafkaClients.unbuilt().producers());
        this.topics.addAll(List.of(topics));
    }

    void has(Collection<String> more) {
        topics.addAll(more);
    }

    /** Deletes a topic. */
    void deletes(String topic) {
        topics.remove(topic);
    }

    /** Sets the settings of topics. */
    void describes(Function<String, Described> as) {
        settings = as;
    }

    /** Delays the answers to creations until {@link #answers}. */
    void isSilent() {
        release = new CompletableFuture<>();
    }

    void answers() {
        release.complete(null);
    }

    /** @param failure null to connect successfully again */
    void failsToConnect(KafkaException failure) {
        connectFailure = failure;
    }

    /** @param failure null to list successfully again */
    void failsToList(RuntimeException failure) {
        listFailure = failure;
    }

    /** @param failure null to create successfully again */
    void failsToCreate(RuntimeException failure) {
        createFailure = failure;
    }

    /** @param failure null to describe successfully again */
    void failsToDescribe(RuntimeException failure) {
        describeFailure = failure;
    }

    /** The topics of each requested creation. */
    List<Set<String>> created() {
        return created;
    }

    /** The topics of each requested description. */
    List<Set<String>> described() {
        return described;
    }

    /** The timeout of each listing. */
    List<Duration> timeouts() {
        return timeouts;
    }

    @Override
    synchronized void connect() {
        if (connectFailure != null) {
            throw connectFailure;
        }
    }

    @Override
    CompletableFuture<Set<String>> list(Duration timeout) {
        timeouts.add(timeout);
        return listFailure == null
                ? CompletableFuture.completedFuture(Set.copyOf(topics))
                : CompletableFuture.failedFuture(listFailure);
    }

    @Override
    CompletableFuture<Void> create(Collection<String> wanted, Duration timeout) {
        created.add(Set.copyOf(wanted));
        return release.thenRun(() -> {
            if (createFailure != null) {
                throw createFailure;
            }
            topics.addAll(wanted);
        });
    }

    @Override
    CompletableFuture<List<Described>> describe(Collection<String> wanted) {
        described.add(Set.copyOf(wanted));
        return describeFailure == null
                ? CompletableFuture.completedFuture(
                        wanted.stream().map(settings).collect(Collectors.toList()))
                : CompletableFuture.failedFuture(describeFailure);
    }
}
