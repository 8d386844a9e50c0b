package io.jobevents.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests of {@link FirstDifference}. */
class FirstDifferenceTest {

    @Test
    void equalTexts_haveNoDifference() {
        assertThat(FirstDifference.of("{\"a\":1}\n", "{\"a\":1}\n")).isEmpty();
    }

    @Test
    void differentMember_isShownOnBothSides() {
        String before = "\"x\":\"" + "y".repeat(100) + "\",";

        assertThat(FirstDifference.of("{}\n{" + before + "\"tag\":\"Tts\"}\n", "{}\n{" + before + "\"tag\":\"Tag\"}\n"))
                .hasValueSatisfying(difference -> assertThat(difference)
                        .startsWith("line 2, column 117")
                        .containsSubsequence("expected: …", "\"tag\":\"Tts\"}", "actual:   …", "\"tag\":\"Tag\"}"));
    }

    @Test
    void missingLine_isShown() {
        assertThat(FirstDifference.of("{\"a\":1}\n{\"b\":2}\n", "{\"a\":1}\n"))
                .hasValueSatisfying(difference ->
                        assertThat(difference).contains("2 lines are expected, there are 1", "{\"b\":2}"));
    }

    @Test
    void missingEndOfLine_isShown() {
        assertThat(FirstDifference.of("{}\n", "{}")).contains("the ends of lines");
    }
}
