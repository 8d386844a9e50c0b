package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.jobevents.gateway.GatewayConfig;
import io.jobevents.gateway.LogCapture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state and the circuit after acks, timeouts and answers. */
class KafkaAvailabilityTest {

    private static final TimeoutException NO_ANSWER = new TimeoutException("no answer");
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private final AtomicLong now = new AtomicLong();
    private final KafkaAvailability kafka = new KafkaAvailability(GatewayConfig.Create.ON_DEMAND, TIMEOUT, now::get);

    @Test
    void start_stateIsStarting_andCircuitIsClosed() {
        assertThat(kafka.state()).isEqualTo(new KafkaState.Starting());
        assertThat(kafka.isAway()).isFalse();
        assertThat(kafka.admits()).isTrue();
        assertThat(kafka.mayAnswerSoon()).isTrue();
        assertThat(kafka.isReady()).isFalse();
        assertThat(kafka.wasReady()).isFalse();
    }

    @Test
    void missed_thriceWithoutAnyAck_isAway() {
        pass(TIMEOUT);
        kafka.missed();
        kafka.missed();
        assertThat(kafka.isAway()).isFalse();

        kafka.missed();

        assertThat(kafka.isAway()).isTrue();
        assertThat(kafka.admits()).isFalse();
    }

    @Test
    void missed_whileOthersAreAcknowledged_isNotAway() {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(1));
            kafka.missed();
            kafka.acknowledged();
            kafka.missed();
            kafka.missed();
        }

        assertThat(kafka.isAway()).isFalse();
    }

    @Test
    void missed_soonAfterAnAck_isNotAway() {
        kafka.acknowledged();
        pass(TIMEOUT.minusMillis(1));
        for (int i = 0; i < 100; i++) {
            kafka.missed();
        }

        assertThat(kafka.isAway()).isFalse();
    }

    @Test
    void acknowledged_whileAway_closesTheCircuit() {
        kafka.unanswered(NO_ANSWER);
        assertThat(kafka.isAway()).isTrue();

        kafka.acknowledged();

        assertThat(kafka.isAway()).isFalse();
    }

    @Test
    void answered_whileAway_admitsOneCallbackPerSecond() {
        kafka.unanswered(NO_ANSWER);
        pass(Duration.ofSeconds(1));
        assertThat(kafka.admits()).as("unanswered").isFalse();

        kafka.answered(List.of());

        assertThat(kafka.isAway()).isTrue();
        assertThat(kafka.admits()).isTrue();
        assertThat(kafka.admits()).isFalse();
        pass(Duration.ofMillis(999));
        assertThat(kafka.admits()).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(kafka.admits()).isTrue();
    }

    @Test
    void unanswered_onceAfterAnAnswer_isNotAway() {
        kafka.answered(List.of());

        kafka.unanswered(NO_ANSWER);

        assertThat(kafka.isRetryDue()).isTrue();
        assertThat(kafka.isAway()).isFalse();
        assertThat(kafka.isReady()).isTrue();
    }

    @Test
    void unanswered_twiceInARow_isAway() {
        kafka.answered(List.of());
        kafka.unanswered(NO_ANSWER);

        kafka.unanswered(NO_ANSWER);

        assertThat(kafka.isRetryDue()).isFalse();
        assertThat(kafka.isAway()).isTrue();
        assertThat(kafka.state()).isEqualTo(new KafkaState.Away("no answer"));
        assertThat(kafka.mayAnswerSoon()).isFalse();
        assertThat(kafka.isReady()).isFalse();
        assertThat(kafka.wasReady()).isTrue();
    }

    @Test
    void unanswered_twiceWithAnAnswerBetween_isNotAway() {
        kafka.answered(List.of());
        kafka.unanswered(NO_ANSWER);
        kafka.answered(List.of());

        kafka.unanswered(NO_ANSWER);

        assertThat(kafka.isAway()).isFalse();
    }

    @Test
    void unanswered_atStart_isAwayAtOnce() {
        kafka.unanswered(new RuntimeException("outer", NO_ANSWER));

        assertThat(kafka.state()).isEqualTo(new KafkaState.Away("no answer"));
        assertThat(kafka.isAway()).isTrue();
    }

    @ParameterizedTest
    @MethodSource
    void refused_isAwayAtOnce(RuntimeException refusal) {
        kafka.answered(List.of());

        kafka.unanswered(refusal);

        assertThat(kafka.state()).isEqualTo(new KafkaState.Refusing(refusal.getMessage()));
        assertThat(kafka.isAway()).isTrue();
        assertThat(kafka.mayAnswerSoon()).isFalse();
    }

    static Stream<Arguments> refused_isAwayAtOnce() {
        return Stream.of(
                argumentSet("authentication", new SaslAuthenticationException("wrong password")),
                argumentSet("authorization", new TopicAuthorizationException("not yours")));
    }

    @Test
    void answered_requiredTopicMissing_isReadyOnlyAfterItWasReady() {
        kafka.answered(List.of("ci.workflows.other"));
        assertThat(kafka.isReady()).isFalse();

        kafka.answered(List.of());
        kafka.answered(List.of("ci.workflows.other"));

        assertThat(kafka.isReady()).isTrue();
    }

    @Test
    void changes_areLoggedOnceEach() {
        try (LogCapture log = LogCapture.of(KafkaAvailability.class.getName())) {
            kafka.answered(List.of("ci.workflows.other"));
            kafka.answered(List.of("ci.workflows.other"));
            kafka.answered(List.of());
            kafka.answered(List.of());
            kafka.unanswered(NO_ANSWER);
            kafka.unanswered(NO_ANSWER);
            kafka.unanswered(new TimeoutException("another node"));
            kafka.acknowledged();
            kafka.acknowledged();

            assertThat(log.lines())
                    .containsExactly(
                            "ERROR Kafka lacks required topics: ci.workflows.other (gateway.topics.create is ON_DEMAND)",
                            "INFO Kafka answers, and every required topic is there",
                            "WARN Callbacks no longer wait for Kafka: it does not answer, or refuses the gateway",
                            "WARN Kafka does not answer: no answer",
                            "INFO Kafka acknowledges records again");
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
