package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.LogCapture;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The topics that are created in advance. */
class TopicProvisionerTest {

    private static final TagCatalogue CATALOGUE = new TagCatalogue(Set.of());
    private static final List<String> REQUIRED =
            Route.required().stream().map(topic -> "ci." + topic).toList();
    private static final List<String> ALL =
            Route.all(CATALOGUE).stream().map(topic -> "ci." + topic).toList();

    private final FakeTopicAdmin admin = new FakeTopicAdmin();
    private final List<String> refusals = new ArrayList<>();
    private TopicDirectory directory;

    @BeforeEach
    void list() {
        directory = new TopicDirectory(config("none"), admin);
        directory.listed(Set.of());
    }

    @Test
    void none_createsNothing() {
        provision("none");

        assertThat(admin.created()).isEmpty();
        assertThat(admin.timeouts()).as("listings").isEmpty();
    }

    @Test
    void onDemand_createsTheRequiredOnes() {
        provision("on-demand");

        assertThat(admin.created()).containsExactly(Set.copyOf(REQUIRED));
        assertThat(directory.missing(Route.required())).isEmpty();
        assertThat(directory.missing(Route.all(CATALOGUE))).hasSize(ALL.size() - REQUIRED.size());
    }

    @Test
    void startup_createsAll() {
        provision("startup");

        assertThat(admin.created()).containsExactly(Set.copyOf(ALL));
        assertThat(directory.missing(Route.all(CATALOGUE))).isEmpty();
    }

    @Test
    void existingTopics_areNotCreated() {
        admin.has(ALL);
        admin.deletes("ci.jobs.failed.tts");
        directory.listed(admin.list(TopicAdmin.TIMEOUT).join());

        provision("startup");

        assertThat(admin.created()).containsExactly(Set.of("ci.jobs.failed.tts"));
    }

    @Test
    void nothingMissing_sendsNoRequest() {
        directory.listed(Set.copyOf(ALL));

        provision("startup");

        assertThat(admin.created()).isEmpty();
    }

    @Test
    void refusal_isReportedAndNotThrown_andTopicsAreListedAgain() {
        admin.has(List.of(REQUIRED.getFirst()));
        admin.failsToCreate(new PolicyViolationException("no topics here"));

        provision("on-demand");

        assertThat(refusals).containsExactly("Kafka refuses to create topics: no topics here");
        assertThat(directory.missing(Route.required())).hasSize(REQUIRED.size() - 1);
    }

    @Test
    void timeout_isThrown() {
        admin.failsToList(new TimeoutException("silent"));

        assertThatThrownBy(() -> provision("on-demand"))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void log_containsAtMostThreeNames() {
        try (LogCapture log = LogCapture.of(TopicProvisioner.class.getName())) {
            provision("on-demand");

            assertThat(log.lines())
                    .containsExactly("INFO Created 6 topics: " + String.join(" ", REQUIRED.subList(0, 3)) + " …");
        }
    }

    @Test
    void log_oneTopic_containsItsName() {
        directory.listed(Set.copyOf(REQUIRED.subList(1, REQUIRED.size())));
        try (LogCapture log = LogCapture.of(TopicProvisioner.class.getName())) {
            provision("on-demand");

            assertThat(log.lines()).containsExactly("INFO Created 1 topics: " + REQUIRED.getFirst());
        }
    }

    private void provision(String create) {
        new TopicProvisioner(config(create), admin, directory, CATALOGUE)
                .provision((failure, what) ->
                        refusals.add(what + ": " + KafkaFailure.cause(failure).getMessage()));
    }

    private static GatewayConfig config(String create) {
        return DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none", "GATEWAY_TOPICS_CREATE", create));
    }
}
