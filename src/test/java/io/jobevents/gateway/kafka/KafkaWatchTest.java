package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.HandSetClock;
import io.jobevents.gateway.LogCapture;
import io.jobevents.gateway.record.Route;
import io.jobevents.gateway.record.TagCatalogue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/** The times of polls of Kafka, and the state after each answer. */
class KafkaWatchTest {

    private static final List<String> REQUIRED =
            Route.required().stream().map(topic -> "ci." + topic).toList();
    private static final long REFRESH = 60_000;

    private final GatewayConfig config =
            DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none", "GATEWAY_TOPICS_CREATE", "none"));
    private final FakeTopicAdmin admin = new FakeTopicAdmin(REQUIRED.toArray(String[]::new));
    private final FakeKafkaClients clients = FakeKafkaClients.unbuilt();
    private final TopicDirectory directory = new TopicDirectory(config, admin);
    private final KafkaAvailability availability = new KafkaAvailability(config);
    private final HandDrivenScheduler thread = new HandDrivenScheduler();
    private final KafkaWatch watch = new KafkaWatch(
            config,
            clients.producers(),
            admin,
            directory,
            new TopicInspection(config, admin, new RecordCounts(), new HandSetClock(Instant.EPOCH)),
            new TopicProvisioner(config, admin, directory, new TagCatalogue(Set.of())),
            availability,
            thread);

    @Test
    void start_pollsOnItsThread() {
        watch.start(new StartupEvent());
        assertThat(admin.timeouts()).isEmpty();

        thread.pass(0);

        assertThat(availability.state()).isEqualTo(new KafkaState.Answering(List.of()));
        assertThat(directory.missing(Route.required())).isEmpty();
        assertThat(clients.builds()).isEqualTo(1);
        assertThat(thread.delays()).containsExactly(REFRESH);
    }

    @Test
    void timeout_isLongForTheFirstAnswer_andShortLater() {
        started();
        thread.pass(REFRESH);

        assertThat(admin.timeouts()).containsExactly(TopicAdmin.FIRST_TIMEOUT, TopicAdmin.TIMEOUT);
    }

    @Test
    void pollSoon_pollsOnce_andRestartsThePeriod() {
        started();
        thread.pass(1000);

        watch.pollSoon();
        watch.pollSoon();
        assertThat(thread.delays()).containsExactly(200L, REFRESH - 1000);
        thread.pass(200);

        assertThat(admin.timeouts()).hasSize(2);
        assertThat(thread.delays()).containsExactly(REFRESH);
    }

    @Test
    void pollSoon_afterAPoll_pollsAgain() {
        started();
        watch.pollSoon();
        thread.pass(200);

        watch.pollSoon();
        thread.pass(200);

        assertThat(admin.timeouts()).hasSize(3);
    }

    @Test
    void timeoutOnce_isRetriedSoon_andChangesNoState() {
        started();
        admin.failsToList(new TimeoutException("silent"));

        thread.pass(REFRESH);

        assertThat(thread.delays()).containsExactly(200L);
        assertThat(availability.isAway()).isFalse();
    }

    @Test
    void timeoutTwice_isAway_andPolledEverySecondUntilAnAnswer() {
        started();
        admin.failsToList(new TimeoutException("silent"));

        thread.pass(REFRESH);
        thread.pass(200);
        assertThat(availability.state()).isEqualTo(new KafkaState.Away("silent"));
        assertThat(thread.delays()).containsExactly(1000L);
        admin.failsToList(null);
        thread.pass(1000);

        assertThat(availability.state()).isEqualTo(new KafkaState.Answering(List.of()));
        assertThat(thread.delays()).containsExactly(REFRESH);
    }

    @Test
    void noNameResolves_isAway() {
        admin.failsToConnect(new KafkaException("outer", new KafkaException("No resolvable bootstrap urls")));

        started();

        assertThat(availability.state()).isEqualTo(new KafkaState.Away("No resolvable bootstrap urls"));
        assertThat(thread.delays()).containsExactly(1000L);
    }

    @Test
    void refusal_isTheState() {
        admin.failsToList(new SaslAuthenticationException("wrong password"));

        started();

        assertThat(availability.state()).isEqualTo(new KafkaState.Refusing("wrong password"));
    }

    @Test
    void requiredTopicMissing_isPolledEverySecond() {
        admin.deletes("ci.workflows.other");

        started();

        assertThat(availability.state()).isEqualTo(new KafkaState.Answering(List.of("ci.workflows.other")));
        assertThat(thread.delays()).containsExactly(1000L);
    }

    @Test
    void settingsWithoutTheRightToReadThem_areLoggedOnce() {
        admin.failsToDescribe(new TopicAuthorizationException("not yours"));
        try (LogCapture log = LogCapture.of(KafkaWatch.class.getName())) {
            started();
            thread.pass(REFRESH);

            assertThat(log.lines()).containsExactly("WARN The settings of the topics cannot be read: not yours");
            assertThat(availability.isReady()).isTrue();
        }
    }

    @Test
    void topicDeletedBeforeItsSettingsAreRead_isIgnored() {
        admin.failsToDescribe(new UnknownTopicOrPartitionException("deleted"));
        try (LogCapture log = LogCapture.of(KafkaWatch.class.getName())) {
            started();

            assertThat(log.lines()).isEmpty();
            assertThat(availability.isReady()).isTrue();
        }
    }

    @Test
    void settings_timeout_isAway() {
        admin.failsToDescribe(new TimeoutException("silent"));

        started();

        assertThat(availability.state()).isEqualTo(new KafkaState.Away("silent"));
    }

    @Test
    void exception_isLogged_andPollingContinues() {
        started();
        admin.describes(topic -> {
            throw new IllegalStateException("a bug");
        });
        admin.has(List.of("ci.jobs.success.tts"));
        try (LogCapture log = LogCapture.of(KafkaWatch.class.getName())) {
            thread.pass(REFRESH);

            assertThat(log.lines().getFirst()).startsWith("ERROR A poll of Kafka failed by a fault of the gateway");
            assertThat(availability.isReady()).isTrue();
            assertThat(thread.delays()).containsExactly(REFRESH);
        }
    }

    @Test
    void stop_endsPolling() {
        started();

        watch.stop(new ShutdownEvent());
        watch.pollSoon();

        assertThat(thread.delays()).isEmpty();
    }

    private void started() {
        watch.start(new StartupEvent());
        thread.pass(0);
    }
}
