package io.jobevents.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.DeployedSettings;
import io.jobevents.gateway.Outcome;
import io.jobevents.gateway.SecretUse;
import io.jobevents.gateway.Sources;
import io.jobevents.gateway.callback.Callback;
import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.event.GoldenPairs;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of {@link MicrometerMetrics}: counters, and labels from closed sets. */
final class MicrometerMetricsTest {

    private static final Sources SOURCES = Sources.of(DeployedSettings.config(
            Map.of("GATEWAY_SOURCES_MEDIA_TOKENS", "token-of-the-source-media", "GATEWAY_HTTP_AUTH", "token")));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMetrics metrics = new MicrometerMetrics(registry, SOURCES);

    @Test
    void quarantined_isRegisteredAtZero_forEachReason() {
        assertThat(quarantined())
                .containsOnlyKeys(Stream.concat(Arrays.stream(Reason.values()).map(Reason::code), Stream.of("other"))
                        .toList())
                .allSatisfy((reason, count) -> assertThat(count).isZero());
    }

    @Test
    void quarantined_countsByTheReasonOfTheRecord() {
        metrics.acknowledged(rejected(Reason.BUCKET_NOT_ACCEPTED), Duration.ZERO);
        metrics.acknowledged(rejected(Reason.BUCKET_NOT_ACCEPTED), Duration.ZERO);
        metrics.acknowledged(rejected(Reason.UNDECODABLE_BYTES), Duration.ZERO);

        assertThat(quarantined())
                .containsEntry("bucket-not-accepted", 2.0)
                .containsEntry("undecodable-bytes", 1.0)
                .containsEntry("other", 0.0);
    }

    @Test
    void quarantined_unknownReason_addsNoLabel() {
        metrics.acknowledged(spooled(List.of(new Header("reason", "of-another-version"))), Duration.ZERO);
        metrics.acknowledged(spooled(List.of()), Duration.ZERO);

        assertThat(quarantined()).containsEntry("other", 2.0).hasSize(Reason.values().length + 1);
    }

    @Test
    void callbacks_areRegisteredAtZero_forEachSource() {
        assertThat(registry.get("gateway.callbacks").counters())
                .extracting(counter -> counter.getId().getTag("source"))
                .contains("default", "media");
        assertThat(registry.get("gateway.over.rate").counters())
                .extracting(counter -> counter.getId().getTag("source"))
                .containsExactlyInAnyOrder("default", "media");

        metrics.overRate(SOURCES.named("media").orElseThrow());
        metrics.callback(SOURCES.named("media").orElseThrow(), Callback.Format.XML, new Outcome.Probe(), Duration.ZERO);

        assertThat(registry.get("gateway.over.rate")
                        .tag("source", "media")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("gateway.callbacks")
                        .tags("source", "media", "outcome", "probe")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void secret_hasItsLastUse_untilItIsRemoved() {
        metrics.secrets(List.of(
                use("media", 1, Optional.of(Instant.ofEpochSecond(1_800_000_000))), use("media", 2, Optional.empty())));

        assertThat(lastUsed()).isEqualTo(Map.of("1", 1.8e9, "2", 0.0));

        metrics.secrets(List.of(use("media", 1, Optional.empty())));

        assertThat(lastUsed()).isEqualTo(Map.of("1", 0.0));
    }

    private Map<String, Double> lastUsed() {
        return registry.get("gateway.token.last.used").gauges().stream()
                .collect(Collectors.toMap(gauge -> gauge.getId().getTag("position"), Gauge::value));
    }

    private static SecretUse use(String source, int position, Optional<Instant> lastUsed) {
        return new SecretUse() {
            @Override
            public String source() {
                return source;
            }

            @Override
            public int position() {
                return position;
            }

            @Override
            public Optional<Instant> lastUsed() {
                return lastUsed;
            }
        };
    }

    private Map<String, Double> quarantined() {
        return registry.get("gateway.quarantined").counters().stream()
                .collect(Collectors.toMap(counter -> counter.getId().getTag("reason"), Counter::count));
    }

    private static EventRecord rejected(Reason reason) {
        return Quarantine.record(new byte[0], new Rejection(reason, "a"), Optional.empty(), GoldenPairs.RECEIPT);
    }

    private static EventRecord spooled(List<Header> headers) {
        return new EventRecord("a", Route.QUARANTINE, "a", headers, new byte[0], Instant.EPOCH);
    }
}
