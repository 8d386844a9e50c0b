package io.jobevents.gateway.tools.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The faults of a seed. */
final class FaultPlanTest {

    private static List<Incident> first(int count, long seed) {
        return Stream.generate(new FaultPlan(seed)::next).limit(count).toList();
    }

    @Test
    void sameSeed_givesTheSameFaults_anotherDoesNot() {
        assertThat(first(500, 11)).isEqualTo(first(500, 11)).isNotEqualTo(first(500, 12));
        assertThat(first(1_000, 11)).startsWith(first(500, 11).toArray(Incident[]::new));
    }

    @Test
    void everyKind_comesOnceBeforeAnyComesAgain() {
        int kinds = FaultKind.values().length;
        for (long seed = 0; seed < 50; seed++) {
            assertThat(first(kinds, seed).stream().map(Incident::kind))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrder(FaultKind.values());
        }
    }

    @Test
    void atMostTwo_areTogether_andOnlyThoseThatMayBe() {
        Set<String> pairs = new HashSet<>();
        Incident before = first(1, 0).getFirst();
        for (Incident incident : first(10_000, 0)) {
            if (incident.together()) {
                assertThat(before.together()).as("three at once").isFalse();
                assertThat(incident.kind().goesWith(before.kind()))
                        .as("%s with %s", incident.kind(), before.kind())
                        .isTrue();
                pairs.add(before.kind() + " " + incident.kind());
            }
            before = incident;
        }

        assertThat(pairs).as("different pairs").hasSizeGreaterThan(100);
    }

    @Test
    void calm_comesAfterAFewFaults() {
        List<Incident> incidents = first(1_000, 5);

        assertThat(incidents.getFirst().gap()).isEqualTo(FaultPlan.CALM);
        assertThat(incidents.stream().filter(incident -> incident.gap().equals(FaultPlan.CALM)))
                .hasSizeBetween(1_000 / 6, 1_000 / 4)
                .noneMatch(Incident::together);
    }
}
