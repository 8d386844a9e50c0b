package io.jobevents.gateway.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.Spool.Level;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests when a drain reports an empty spool. Operators delete the volume after that. */
final class DrainRunTest {

    @ParameterizedTest
    @CsvSource({
        "3, 0, true,  0, 3 records wait",
        "0, 2, true,  0, '2 records are kept aside, since Kafka refuses them for good'",
        "0, 0, true,  1, a damaged file was set aside",
        "0, 0, false, 0, 'it cannot be opened or written, so its content is unknown'",
    })
    void spool_isNotEmpty(long records, long aside, boolean writable, int damaged, String left) {
        assertThat(DrainRun.left(level(records, aside, writable, damaged))).containsExactly(left);
    }

    @ParameterizedTest
    @CsvSource("0, 0, true, 0")
    void spool_isEmpty(long records, long aside, boolean writable, int damaged) {
        assertThat(DrainRun.left(level(records, aside, writable, damaged))).isEmpty();
    }

    private static Level level(long records, long aside, boolean writable, int damaged) {
        return new Level(records, aside, 0, 1, Optional.empty(), writable, damaged);
    }
}
