package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.HandSetClock;
import io.jobevents.gateway.LogCapture;
import io.jobevents.gateway.TopicSettings;
import io.jobevents.gateway.kafka.TopicAdmin.Described;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The warnings on the settings of topics, and the requests for them. */
class TopicInspectionTest {

    private static final String WEAK = "ci.jobs.success.tts";
    private static final String SOUND = "ci.jobs.failed.tts";
    private static final String QUARANTINE = "ci.callbacks.rejected";

    private final GatewayConfig config = DeployedSettings.config(Map.of("GATEWAY_HTTP_AUTH", "none"));
    private final long largest = TopicSettings.maxRecordSize(config);
    private final FakeTopicAdmin admin = new FakeTopicAdmin();
    private final RecordCounts counts = new RecordCounts();
    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-03-01T08:00:00Z"));
    private final TopicInspection inspection = new TopicInspection(config, admin, counts, clock);
    private final LogCapture log = LogCapture.of(TopicInspection.class.getName());

    @BeforeEach
    void describe() {
        admin.describes(topic -> described(topic, topic.equals(WEAK) ? 1 : 3, 2, largest));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void weakTopics_areCountedAndLogged() {
        inspection.inspect(Set.of(WEAK, SOUND, "other.jobs.success.tts"));

        assertThat(admin.described()).containsExactly(Set.of(WEAK, SOUND));
        assertThat(counts.weak()).containsExactly(1);
        assertThat(log.lines())
                .containsExactly(
                        "WARN 1 topics can lose acknowledged records when a broker dies (replication factor below 3"
                                + " or min.insync.replicas below 2): " + WEAK);
    }

    @ParameterizedTest
    @MethodSource
    void topic_isWeakBySettings(int replicas, int inSync, int weak) {
        admin.describes(topic -> described(topic, replicas, inSync, largest));

        inspection.inspect(Set.of(SOUND));

        assertThat(counts.weak()).containsExactly(weak);
        assertThat(log.lines()).hasSize(weak);
    }

    static Stream<Arguments> topic_isWeakBySettings() {
        return Stream.of(
                argumentSet("sound", 3, 2, 0),
                argumentSet("more than sound", 5, 3, 0),
                argumentSet("two replicas", 2, 2, 1),
                argumentSet("one in sync", 3, 1, 1));
    }

    @Test
    void topicsWithSmallerRecordLimit_areLogged() {
        admin.describes(topic -> described(topic, 3, 2, topic.equals(WEAK) ? largest - 1 : largest));

        inspection.inspect(Set.of(WEAK, SOUND));

        assertThat(log.lines())
                .containsExactly(
                        "WARN 1 topics take smaller records than the gateway may publish (max.message.bytes below "
                                + largest + "): " + WEAK);
        assertThat(counts.weak()).containsExactly(0);
    }

    @ParameterizedTest
    @MethodSource
    void quarantineWithShortOrUnlimitedRetention_isLoggedOnce_andNotCounted(
            Optional<Duration> retention, List<String> lines) {
        admin.describes(topic -> new Described(topic, 3, 2, largest, retention));

        inspection.inspect(Set.of(QUARANTINE));
        clock.passes(config.topics().refresh());
        inspection.inspect(Set.of(QUARANTINE));

        assertThat(log.lines()).isEqualTo(lines);
        assertThat(counts.weak()).containsExactly(0, 0);
    }

    static Stream<Arguments> quarantineWithShortOrUnlimitedRetention_isLoggedOnce_andNotCounted() {
        Duration enough = Duration.ofMillis(1_209_600_000);
        return Stream.of(
                argumentSet("14 days", Optional.of(enough), List.of()),
                argumentSet("longer", Optional.of(enough.plusMillis(1)), List.of()),
                argumentSet(
                        "shorter",
                        Optional.of(enough.minusMillis(1)),
                        List.of("WARN 1 topics keep rejected bodies for less than 14 days (retention.ms below"
                                + " 1209600000): " + QUARANTINE)),
                argumentSet(
                        "without end",
                        Optional.empty(),
                        List.of("WARN 1 topics keep rejected bodies without end (retention.ms is -1, or cleanup.policy"
                                + " is without delete): " + QUARANTINE)));
    }

    @ParameterizedTest
    @MethodSource
    void retentionOfEventTopics_isNotChecked(Optional<Duration> retention) {
        admin.describes(topic -> new Described(topic, 3, 2, largest, retention));

        inspection.inspect(Set.of(SOUND, WEAK));

        assertThat(log.lines()).isEmpty();
    }

    static Stream<Arguments> retentionOfEventTopics_isNotChecked() {
        return Stream.of(
                argumentSet("short", Optional.of(Duration.ofDays(1))), argumentSet("without end", Optional.empty()));
    }

    @Test
    void knownTopics_areInspectedAgainAfterTheRefresh_andNotLoggedAgain() {
        Duration refresh = config.topics().refresh();
        inspection.inspect(Set.of(WEAK));

        clock.passes(refresh.minusMillis(1));
        inspection.inspect(Set.of(WEAK));
        assertThat(admin.described()).hasSize(1);

        clock.passes(Duration.ofMillis(1));
        inspection.inspect(Set.of(WEAK));
        assertThat(admin.described()).hasSize(2);
        assertThat(counts.weak()).containsExactly(1, 1);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void newTopic_isInspectedAtOnce() {
        inspection.inspect(Set.of(SOUND));

        inspection.inspect(Set.of(SOUND, WEAK));

        assertThat(admin.described()).containsExactly(Set.of(SOUND), Set.of(SOUND, WEAK));
        assertThat(counts.weak()).containsExactly(0, 1);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void noTopicWithThePrefix_sendsNoRequest() {
        inspection.inspect(Set.of("other.jobs.success.tts", "cinema"));

        assertThat(admin.described()).isEmpty();
    }

    @Test
    void failure_isThrown_andRetriedNextTime() {
        admin.failsToDescribe(new TopicAuthorizationException("no"));
        assertThatThrownBy(() -> inspection.inspect(Set.of(WEAK)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        admin.failsToDescribe(null);

        inspection.inspect(Set.of(WEAK));

        assertThat(counts.weak()).containsExactly(1);
    }

    private static Described described(String topic, int replicas, int inSync, long maxRecordSize) {
        return new Described(topic, replicas, inSync, maxRecordSize, Optional.of(TopicSettings.QUARANTINE_RETENTION));
    }
}
