package io.jobevents.gateway.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The timeout of an answer, less the time of decoding. */
class KafkaPublisherTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT1.5S",
        "PT0.4S, PT1.1S",
        "PT1.2S, PT0.3S",
        "PT1.3S, PT0.3S",
        "PT1H, PT0.3S",
        "PT-1H, PT1.5S" // after the clock was set back
    })
    void timeOfDecoding_isInTheTimeout(Duration decoding, Duration left) {
        Instant receivedAt = Instant.parse("2026-01-02T03:04:05Z");

        assertThat(KafkaPublisher.left(Duration.ofMillis(1500), receivedAt, receivedAt.plus(decoding)))
                .isEqualTo(left);
    }
}
