package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GcPausesTest {

    private static final List<String> LOG = List.of(
            "[0.004s][info][gc] Using Serial",
            "[0.512s][info][gc] GC(0) Pause Young (Allocation Failure) 17M->3M(61M) 2.345ms",
            "[0.902s][info][gc] GC(1) Pause Full (Metadata GC Threshold) 9M->8M(61M) 26.100ms",
            "[3.1s][info][gc] GC(2) Pause Young (Allocation Failure) 25M->9M(61M) 4.000ms");

    @Test
    void pauses_areTakenFromTheLog() {
        GcPauses pauses = GcPauses.parse(LOG);

        assertThat(pauses).isEqualTo(new GcPauses(List.of(2.345, 26.1, 4.0), 1));
        assertThat(pauses.median()).isEqualTo(4.0);
        assertThat(pauses.longest()).isEqualTo(26.1);
    }

    @Test
    void laterOnes_areToldApart() {
        GcPauses before = GcPauses.parse(LOG.subList(0, 3));

        assertThat(GcPauses.parse(LOG).since(before)).isEqualTo(new GcPauses(List.of(4.0), 0));
        assertThat(before.since(before).longest()).isZero();
    }
}
