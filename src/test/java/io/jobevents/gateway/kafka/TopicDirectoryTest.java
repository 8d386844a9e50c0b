package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.LogCapture;
import io.jobevents.gateway.kafka.TopicDirectory.Resolution;
import io.jobevents.gateway.record.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** The topic of a record, by the topics that exist or may be created. */
class TopicDirectoryTest {

    private static final Route ROUTE = Route.of("jobs.success.tts", List.of("jobs.success.other"));
    private static final String OWN = "ci.jobs.success.tts";
    private static final String SUBSTITUTE = "ci.jobs.success.other";

    private final FakeTopicAdmin admin = new FakeTopicAdmin();

    @Test
    void kafkaHasNotAnswered_isUnknown() {
        TopicDirectory directory = directory("on-demand");

        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Unknown());
        assertThat(directory.missing(List.of("jobs.success.tts"))).containsExactly(OWN);
    }

    @Test
    void ownTopicExists_isUsed() {
        TopicDirectory directory = directory("none");
        directory.listed(Set.of(OWN, SUBSTITUTE));

        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Topic(OWN, false));
    }

    @Test
    void ownTopicMissing_substituteIsUsed() {
        TopicDirectory directory = directory("none");
        directory.listed(Set.of(SUBSTITUTE));

        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Topic(SUBSTITUTE, true));
        assertThat(admin.created()).isEmpty();
    }

    @Test
    void substituteMissingToo_nextSubstituteIsUsed() {
        Route route = Route.of("moderation.block.text", List.of("moderation.block.other", "moderation.other.other"));
        TopicDirectory directory = directory("none");

        directory.listed(Set.of("ci.moderation.other.other"));
        assertThat(directory.resolve(route)).isEqualTo(new Resolution.Topic("ci.moderation.other.other", true));
        directory.listed(Set.of("ci.moderation.other.other", "ci.moderation.block.other"));
        assertThat(directory.resolve(route)).isEqualTo(new Resolution.Topic("ci.moderation.block.other", true));
    }

    @Test
    void bothMissing_resultHasTheSubstitute() {
        TopicDirectory directory = directory("none");
        directory.listed(Set.of());

        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Missing(SUBSTITUTE));
    }

    @Test
    void missingTopicWithoutSubstitute_resultHasItsName() {
        TopicDirectory directory = directory("none");
        directory.listed(Set.of(OWN));

        assertThat(directory.resolve(Route.QUARANTINE)).isEqualTo(new Resolution.Missing("ci.callbacks.rejected"));
    }

    @Test
    void concurrentCreations_areOneRequest() {
        TopicDirectory directory = directory("on-demand");
        directory.listed(Set.of(SUBSTITUTE));
        admin.isSilent();

        CompletableFuture<Void> first = creating(directory);
        CompletableFuture<Void> second = creating(directory);
        assertThat(second).isSameAs(first).isNotDone();
        admin.answers();

        assertThat(first).isCompleted();
        assertThat(admin.created()).containsExactly(Set.of(OWN));
        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Topic(OWN, false));
    }

    @Test
    void refusedCreation_isRetriedAfterTheNextListing() {
        TopicDirectory directory = directory("on-demand");
        directory.listed(Set.of(SUBSTITUTE));
        admin.failsToCreate(new PolicyViolationException("no topics here"));
        assertThat(creating(directory)).isCompleted();

        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Topic(SUBSTITUTE, true));
        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Topic(SUBSTITUTE, true));
        assertThat(admin.created()).hasSize(1);

        directory.listed(Set.of(SUBSTITUTE));
        assertThat(creating(directory)).isCompleted();
        assertThat(admin.created()).hasSize(2);
    }

    @Test
    void refusedCreation_isLoggedOnce() {
        TopicDirectory directory = directory("on-demand");
        admin.failsToCreate(new PolicyViolationException("no topics here"));

        try (LogCapture log = LogCapture.of(TopicDirectory.class.getName())) {
            for (int i = 0; i < 3; i++) {
                directory.listed(Set.of(SUBSTITUTE));
                assertThat(creating(directory)).isCompleted();
            }

            assertThat(log.lines())
                    .containsExactly("WARN Kafka refuses to create the topic " + OWN + ": no topics here");
            assertThat(log.fields()).containsExactly(Map.of("topic", OWN));
        }
    }

    @Test
    void refusedCreation_substituteMissingToo_substituteIsCreated() {
        TopicDirectory directory = directory("on-demand");
        directory.listed(Set.of());
        admin.failsToCreate(new PolicyViolationException("no topics here"));
        assertThat(creating(directory)).isCompleted();
        admin.failsToCreate(null);

        assertThat(creating(directory)).isCompleted();

        assertThat(admin.created()).containsExactly(Set.of(OWN), Set.of(SUBSTITUTE));
        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Topic(SUBSTITUTE, true));
    }

    @Test
    void creation_timeout_isRetried() {
        TopicDirectory directory = directory("on-demand");
        directory.listed(Set.of(SUBSTITUTE));
        admin.failsToCreate(new TimeoutException("silent"));
        assertThat(creating(directory)).isCompleted();

        admin.failsToCreate(null);
        assertThat(creating(directory)).isCompleted();

        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Topic(OWN, false));
    }

    @Test
    void listing_removesDeletedTopics() {
        TopicDirectory directory = directory("none");
        directory.listed(Set.of(OWN, SUBSTITUTE));

        directory.listed(Set.of(SUBSTITUTE));

        assertThat(directory.resolve(ROUTE)).isEqualTo(new Resolution.Topic(SUBSTITUTE, true));
        assertThat(directory.missing(List.of("jobs.success.tts", "jobs.success.other")))
                .containsExactly(OWN);
    }

    private static CompletableFuture<Void> creating(TopicDirectory directory) {
        Resolution resolution = directory.resolve(ROUTE);
        assertThat(resolution).isInstanceOf(Resolution.Creating.class);
        return ((Resolution.Creating) resolution).ended();
    }

    private TopicDirectory directory(String create) {
        return new TopicDirectory(
                DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none", "GATEWAY_TOPICS_CREATE", create)), admin);
    }
}
