package io.jobevents.gateway.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProcessMeterTest {

    @Test
    void cpu_isUserAndSystemTime_whateverTheProgramIsCalled() {
        String stat = "4711 (a) b (c) S 1 4711 4711 0 -1 4194560 9 8 7 6 1234 66 5 4 20 0 33 0 99 1000 200 300";

        assertThat(ProcessMeter.cpu(stat)).isEqualTo(Duration.ofMillis(13_000));
    }

    @Test
    void peak_isTheHighWaterMark() {
        String status = "Name:\tjava\nVmPeak:\t 3000 kB\nVmHWM:\t  204800 kB\nVmRSS:\t  1024 kB\n";

        assertThat(ProcessMeter.peakResidentBytes(status)).isEqualTo(200L << 20);
    }
}
