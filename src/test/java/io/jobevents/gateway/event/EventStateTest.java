package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of {@link EventState}. */
class EventStateTest {

    @ParameterizedTest
    @CsvSource({
        "Submitted, SUBMITTED, submitted",
        "Running, RUNNING, running",
        "Success, SUCCESS, success",
        "sUCCESS, SUCCESS, success",
        "Failed, FAILED, failed",
        "Pause, PAUSE, pause",
        "Cancel, CANCEL, cancel",
        "Auditing, AUDITING, auditing",
        "Snapshoting, SNAPSHOTING, snapshoting",
        "Snapshotting, OTHER, other",
        "other, OTHER, other",
        "Succeß, OTHER, other",
        "'', OTHER, other"
    })
    void text_isAState(String text, EventState state, String word) {
        assertThat(EventState.of(text)).isEqualTo(state);
        assertThat(state.word()).isEqualTo(word);
    }
}
