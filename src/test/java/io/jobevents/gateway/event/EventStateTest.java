package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states that types and topics tell apart. */
class EventStateTest {

    @ParameterizedTest
    @CsvSource({
        "Submitted, SUBMITTED, submitted, other",
        "Running, RUNNING, running, other",
        "Success, SUCCESS, success, success",
        "sUCCESS, SUCCESS, success, success",
        "Failed, FAILED, failed, failed",
        "Pause, PAUSE, pause, other",
        "Cancel, CANCEL, cancel, other",
        "Auditing, AUDITING, auditing, other",
        "Snapshoting, SNAPSHOTING, snapshoting, other",
        "Snapshotting, OTHER, other, other",
        "other, OTHER, other, other",
        "Succeß, OTHER, other, other",
        "'', OTHER, other, other"
    })
    void text_isAState(String text, EventState state, String word, String topicPart) {
        assertThat(EventState.of(text)).isEqualTo(state);
        assertThat(state.word()).isEqualTo(word);
        assertThat(state.topicPart()).isEqualTo(topicPart);
    }
}
