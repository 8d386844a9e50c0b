package io.jobevents.gateway.tools.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.tools.endurance.Flatness.Judged;
import io.jobevents.gateway.tools.endurance.Flatness.Series;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The rule by which something grows. */
final class FlatnessTest {

    private static final Series SERIES = new Series("gateway 1", Measure.DESCRIPTORS);

    private static Judged judged(IntToDoubleFunction byMinute, int fromMinute, int untilMinute) {
        Flatness flatness = new Flatness(Duration.ofMinutes(60));
        for (int minute = fromMinute; minute < untilMinute; minute++) {
            flatness.add(SERIES, Duration.ofMinutes(minute), byMinute.applyAsDouble(minute));
        }
        return flatness.judge().getFirst();
    }

    @Test
    void level_isFlat() {
        assertThat(judged(minute -> 200, 0, 60).flat()).isTrue();
        assertThat(judged(minute -> 200 + 30 * Math.sin(minute), 0, 60).flat()).isTrue();
    }

    @Test
    void peak_isNoGrowth_butIsTold() {
        Judged judged = judged(minute -> minute == 50 ? 900 : 200, 0, 60);

        assertThat(judged.flat()).isTrue();
        assertThat(judged.highest()).isEqualTo(900);
    }

    @Test
    void leak_isGrowth() {
        assertThat(judged(minute -> 200 + 2 * minute, 0, 60).flat()).isFalse();
    }

    @Test
    void slackAndShare_areTheBound() {
        double bound = 200 * 1.15 + Measure.DESCRIPTORS.slack();

        assertThat(judged(minute -> minute < 30 ? 200 : bound, 0, 60).flat()).isTrue();
        assertThat(judged(minute -> minute < 30 ? 200 : bound + 1, 0, 60).flat())
                .isFalse();
    }

    @Test
    void nothingEarlyOrNothingLate_isNotFlat() {
        assertThat(judged(minute -> 200, 25, 60).flat()).isFalse();
        assertThat(judged(minute -> 200, 0, 35).flat()).isFalse();
    }

    @Test
    void heap_isReadOfTheSerialCollector() {
        assertThat(HeapUse.parse("""
                        4711:
                         DefNew total 78656K, used 1024K [0x00000000f0000000, 0x00000000f5550000, 0x00000000f5550000)
                          eden space 69952K,   0% used [0x00000000f0000000, 0x00000000f0000000, 0x00000000f4450000)
                         Tenured total 174784K, used 40960K [0x00000000f5550000, 0x0000000100000000, 0x0000000100000000)
                          the space 174784K,  23% used [0x00000000f5550000, 0x00000000f7d50000, 0x0000000100000000)
                         Metaspace       used 61132K, committed 61888K, reserved 1114112K
                        """)).hasValue(41);
        assertThat(HeapUse.parse("No such process")).isEmpty();
    }
}
