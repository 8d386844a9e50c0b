package io.jobevents.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.callback.Rejection;
import io.jobevents.gateway.record.EventRecord;
import io.jobevents.gateway.record.EventRecord.Header;
import io.jobevents.gateway.record.Quarantine;
import io.jobevents.gateway.record.Route;
import io.micrometer.core.instrument.Counter;
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

/** How records in quarantine are counted. */
final class MicrometerMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMetrics metrics = new MicrometerMetrics(registry);

    @Test
    void quarantined_isThereForEachReason_atZero() {
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
    void quarantined_wordOfAnotherVersion_makesNoLabel() {
        metrics.acknowledged(spooled(List.of(new Header("reason", "of-another-version"))), Duration.ZERO);
        metrics.acknowledged(spooled(List.of()), Duration.ZERO);

        assertThat(quarantined()).containsEntry("other", 2.0).hasSize(Reason.values().length + 1);
    }

    private Map<String, Double> quarantined() {
        return registry.get("gateway.quarantined").counters().stream()
                .collect(Collectors.toMap(counter -> counter.getId().getTag("reason"), Counter::count));
    }

    private static EventRecord rejected(Reason reason) {
        return Quarantine.record(new byte[0], new Rejection(reason, "a"), Optional.empty(), Instant.EPOCH);
    }

    private static EventRecord spooled(List<Header> headers) {
        return new EventRecord("a", Route.QUARANTINE, "a", headers, new byte[0], Instant.EPOCH);
    }
}
