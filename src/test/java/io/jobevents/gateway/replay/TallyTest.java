package io.jobevents.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.callback.Reason;
import io.jobevents.gateway.replay.Tally.Fate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table at the end of a replay. */
final class TallyTest {

    @Test
    void table_hasALineForEachReason_andTheTotal() {
        Tally tally = new Tally();
        for (int i = 0; i < 12; i++) {
            tally.count(Optional.of(Reason.BUCKET_NOT_ACCEPTED), Fate.REPLAYED);
        }
        tally.count(Optional.of(Reason.BUCKET_NOT_ACCEPTED), Fate.SKIPPED);
        tally.count(Optional.of(Reason.MALFORMED_XML), Fate.AT_FAULT);
        tally.count(Optional.empty(), Fate.AT_FAULT);

        assertThat(tally.render("replayed")).isEqualTo("""
                        reason                        replayed  still at fault    skipped
                        bucket-not-accepted                 12               0          1
                        malformed-xml                        0               1          0
                        other                                0               1          0
                        total                               12               2          1
                        """);
    }
}
